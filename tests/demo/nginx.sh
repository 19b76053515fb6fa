# nginx_start DIR - serve DIR/site on a free port of 127.0.0.1.
# Sets NGINX_PORT and NGINX_PID; DIR/access.log has a line a request.
# nginx_stop ends it. Sourced by the demo, the tests and the benchmarks.

NGINX_CONF=${BASH_SOURCE[0]%/*}/nginx.conf
NGINX_PID=

port_taken()
{
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

nginx_start()
{
	local dir=$1 try wait bin
	bin=$(PATH=$PATH:/usr/sbin:/sbin command -v nginx) || {
		echo "nginx is not installed" >&2
		return 1
	}
	mkdir -p "$dir/site"
	for try in 1 2 3 4 5 6 7 8 9 10; do
		NGINX_PORT=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
		if port_taken $NGINX_PORT; then
			continue
		fi
		rm -f "$dir/pid"
		sed -e "s|@DIR@|$dir|g" -e "s|@PORT@|$NGINX_PORT|g" \
		    "$NGINX_CONF" >"$dir/nginx.conf"
		"$bin" -e "$dir/error.log" -p "$dir/" -c "$dir/nginx.conf" \
		    </dev/null >"$dir/nginx.out" 2>&1 &
		NGINX_PID=$!
		# The pid file appears once the port is bound.
		for ((wait = 0; wait < 200; wait++)); do
			if [ -s "$dir/pid" ]; then
				return 0
			fi
			kill -0 $NGINX_PID 2>/dev/null || break
			sleep 0.05
		done
		nginx_stop
	done
	cat "$dir/nginx.out" "$dir/error.log" >&2
	return 1
}

nginx_stop()
{
	if [ -n "$NGINX_PID" ]; then
		kill "$NGINX_PID" 2>/dev/null
		wait "$NGINX_PID" 2>/dev/null
		NGINX_PID=
	fi
}
