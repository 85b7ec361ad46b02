# SPDX-License-Identifier: ISC
#
# Which packages of a repository to install: those that are wanted, and all
# that they require.
#
# usage: awk -v wanted="NAME NAME..." -f resolve.awk primary.xml
# Prints NAME SHA256 HREF a line; what nobody provides ends it with status 1.

BEGIN {
	RS = "<"
}

function attribute(name,    start, rest) {
	start = index($0, " " name "=\"")
	if (!start)
		return ""
	rest = substr($0, start + length(name) + 3)
	return unescape(substr(rest, 1, index(rest, "\"") - 1))
}

function unescape(text) {
	gsub(/&lt;/, "<", text)
	gsub(/&gt;/, ">", text)
	gsub(/&quot;/, "\"", text)
	gsub(/&amp;/, "\\&", text)
	return text
}

function content(    text) {
	text = $0
	sub(/^[^>]*>/, "", text)
	sub(/[ \t\r\n]+$/, "", text)
	return unescape(text)
}

/^package / { in_package = 1; name = ""; list = "" }
/^name>/ && in_package { name = content() }
/^checksum / && in_package {
	if (attribute("type") == "sha256")
		checksum[name] = content()
}
/^location / && in_package { href[name] = attribute("href") }
/^rpm:provides>/ { list = "provides" }
/^rpm:requires>/ { list = "requires" }
/^\/rpm:(provides|requires)>/ { list = "" }
/^rpm:entry / && list == "provides" { provider[attribute("name")] = name }
/^rpm:entry / && list == "requires" {
	required[name, ++requirements[name]] = attribute("name")
}
/^file/ && in_package { provider[content()] = name }
/^\/package>/ { in_package = 0 }

function choose(what, by,    package, i) {
	if (what ~ /^rpmlib\(/)
		return
	package = (what in provider) ? provider[what] : ""
	if (package == "") {
		print "nothing provides " what ", wanted by " by >"/dev/stderr"
		failed = 1
		return
	}
	if (package in chosen)
		return
	chosen[package] = 1
	for (i = 1; i <= requirements[package]; i++)
		choose(required[package, i], package)
	print package, checksum[package], href[package]
}

END {
	n = split(wanted, names, " ")
	for (k = 1; k <= n; k++)
		choose(names[k], "the kickstart")
	exit failed
}
