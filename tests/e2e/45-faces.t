#!/bin/bash
# The HTML mail and the HTML report in a browser, at the width of a telephone and
# of a desk, in light and in dark, and on paper: nothing sticks out, nothing
# comes from elsewhere, no mark is told by color alone, no barrier is found. With
# headlines as long as can be, texts from right to left, and 200 changes.
# SHOTS=FOLDER in the environment keeps the pictures, to be looked at.
. "${0%/*}/lib.sh"
serve
axe=$TOP/build/npm/node_modules/axe-core/axe.min.js
long=$(printf 'Windmillwheelwright%.0s' {1..60})
wordy="The council votes$(printf ' to let the old mill grind again%.0s' {1..40})"

# write N: the pages in state N.
write()
{
	local i n=$((63 + 3 * $1)) fix=
	page long.html "$long" "The mill of $long will grind again, its new \
owners said on Wednesday." "They bought it for $n million crowns and wrote \
https://example.org/$(printf 'a%.0s' {1..300}) on its wall." "Some 400 people \
came to see the sluice opened by the oldest miller of the valley."
	page wordy.html "$wordy" "The old mill will grind again, its new owners \
said on Wednesday, eleven years after the last miller left." "They bought it \
for $n million crowns, with money that the bank of the valley lent them."
	page arabic.html "المطحنة القديمة تعود إلى العمل" "ستعود المطحنة القديمة \
عند السد إلى طحن الحبوب، كما قال أصحابها الجدد يوم الأربعاء." "اشترت أورلا \
المطحنة مع أخيها مقابل $n مليون كرونة، وتريد أن تبيع الدقيق لا البطاقات."
	page hebrew.html "הטחנה הישנה תשוב לטחון" "הטחנה הישנה ליד הסכר תשוב \
לטחון, כך אמרו בעליה החדשים ביום רביעי." "הם קנו את הטחנה תמורת $n מיליון \
כתרים ורוצים למכור קמח ולא גלויות."
	for ((i = 1; i <= 196; i++)); do
		fix="s/ninety, turned the key/seventy, turned the key/"
		[ $((i % 3)) -ne 0 ] || fix="1s/^/Correction: An earlier version \
of this story misstated the price. It was 66 million crowns, not 63 million.\
\n/;s/63/66/;\$s/\$/ The 63 million were a loan./"
		[ $1 -gt 1 ] || fix=
		story $i "$fix"
	done
}
write 1
conf "mail: { server: \"$URL\", from: tracker@example.org }" "digests:" \
    "  - { to: all@example.org, when: hourly }" "stories:" \
    "  - \"$URL/long.html\"" "  - \"$URL/wordy.html\"" \
    "  - \"$URL/arabic.html\"" "  - \"$URL/hebrew.html\""
sed -i 's|server: "http|server: "smtp|' feeds.yaml
for ((i = 1; i <= 196; i++)); do
	echo "  - \"$URL/s$i.html\""
done >>feeds.yaml
code 0 tracker poll
at 2025-03-12T15:30:00Z
write 2
code 0 tracker poll --all
at 2025-03-12T17:30:00Z
story 3 "s/63/69/;s/Thursday/Friday/"
code 0 tracker poll --story "$URL/s3.html"

code 0 tracker digest --dry-run --html mail-many.html
is "200 changes and one" "$(grep -o '<h1[^>]*>[^<]*' mail-many.html |
    sed 's/.*>//')" "201 changes"
code 0 tracker digest --dry-run --html mail-one.html --since 2025-03-12T17:00:00Z
for story in long wordy arabic hebrew s3; do
	code 0 tracker report --format=html "$URL/$story.html"
	mv out report-$story.html
done
for page in mail-*.html report-*.html; do
	unlike "$page has no script" "$(cat $page)" '<script|javascript:'
done

# A page with every fault, so that to find none means something.
cat >bad.html <<'EOF'
<!DOCTYPE html><html><head><title></title></head><body
style="background:#fff;color:#ddd"><script>var x = 1</script>
<p style="width:2000px">wide</p><del style="text-decoration:none">gone</del>
<img src="http://example.org/x.png"></body></html>
EOF
args=()
[ ! -e "$axe" ] || args=(--axe "$axe")
[ -z "${SHOTS:-}" ] || args+=(--shots "$SHOTS")
code 0 $PYTHON "$E2E/browser.py" "${args[@]}" mail-*.html report-*.html bad.html
grep -v '"page": "bad"' out >good
grep '"page": "bad"' out >bad
is "each page in four looks and on paper" "$(wc -l <good)" 35
all() { json "$1" good | sort -u; }
is "nothing to scroll sideways" "$(all .overflow)" 0
is "nothing sticks out" "$(all '.wide[]')" ""
is "nothing comes from elsewhere" "$(all '.asked[]')" ""
is "no script" "$(all .scripts)" 0
is "words are marked" "$(all '.marks > 0')" true
is "never by color alone" "$(all '.bare[]')" ""
is "dark is dark" "$(json 'select(.scheme == "dark") | .background |
    test("^rgb\\((2[0-9]|1[0-9]), ")' good | sort -u)" true
is "light is light" "$(json 'select(.scheme == "light") | .background |
    test("^rgb\\(2[45][0-9], ")' good | sort -u)" true
ok "a report of a story fits on few pages" \
    test "$(json 'select(.page == "report-s3" and .pages) | .pages' good)" -le 6
is "faults are found: too wide" \
    "$(json 'select(.width == 375) | .overflow > 1000' bad | sort -u)" true
like "faults are found: from elsewhere" "$(json '.asked[]' bad)" 'example.org'
like "faults are found: color alone" "$(json '.bare[]' bad)" gone
if [ -e "$axe" ]; then
	is "axe-core finds no barrier" \
	    "$(all '.violations // [] | .[] | tostring')" ""
	like "and does find those of another" \
	    "$(json '.violations // [] | .[] | .impact' bad)" 'serious|critical'
else
	skip "axe-core is not there (npm)"
fi
finish
