# nginx_start DIR - serve DIR/site on a free port of 127.0.0.1.
# Sets NGINX_URL and NGINX_PID; DIR/access.log has a line a request.
# lay_out FROM TIME - copy a site there, its pages dated TIME.
# nginx_stop - end it. nginx_again - start it where it was. Sourced by the demo, the tests and the benchmarks.

NGINX_CONF=${BASH_SOURCE[0]%/*}/nginx.conf
NGINX_PID= NGINX_DIR= NGINX_URL=

port_taken()
{
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# The pid file appears once the port is bound.
nginx_run()
{
	local dir=$1 wait bin
	bin=$(PATH=$PATH:/usr/sbin:/sbin command -v nginx) || {
		echo "nginx is not installed" >&2
		return 1
	}
	rm -f "$dir/pid"
	"$bin" -e "$dir/error.log" -p "$dir/" -c "$dir/nginx.conf" \
	    </dev/null >"$dir/nginx.out" 2>&1 &
	NGINX_PID=$!
	for ((wait = 0; wait < 200; wait++)); do
		[ ! -s "$dir/pid" ] || return 0
		kill -0 $NGINX_PID 2>/dev/null || break
		sleep 0.05
	done
	nginx_stop
	return 1
}

nginx_start()
{
	local dir=$1 port try
	mkdir -p "$dir/site"
	for try in 1 2 3 4 5 6 7 8 9 10; do
		port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
		if port_taken $port; then
			continue
		fi
		sed -e "s|@DIR@|$dir|g" -e "s|@PORT@|$port|g" \
		    "$NGINX_CONF" >"$dir/nginx.conf"
		if nginx_run "$dir"; then
			NGINX_DIR=$dir NGINX_URL=http://127.0.0.1:$port
			return 0
		fi
	done
	cat "$dir/nginx.out" "$dir/error.log" >&2
	return 1
}

nginx_again()
{
	nginx_run "$NGINX_DIR"
}

nginx_stop()
{
	if [ -n "$NGINX_PID" ]; then
		kill "$NGINX_PID" 2>/dev/null
		wait "$NGINX_PID" 2>/dev/null
		NGINX_PID=
	fi
}

# A file that FROM does not have keeps its bytes and its time, so that a later
# state of a site is laid over an earlier one. @BASE@ becomes the address.
lay_out()
{
	local from=$1 time=$2 file
	(cd "$from" && find . -type f) | while read -r file; do
		mkdir -p "$NGINX_DIR/site/${file%/*}"
		LC_ALL=C sed "s|@BASE@|$NGINX_URL|g" "$from/$file" \
		    >"$NGINX_DIR/site/$file"
		touch -d "$time" "$NGINX_DIR/site/$file"
	done
}
