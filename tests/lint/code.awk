# Print C sources as FILE:LINE:code without comments and without what stands in quotes, so that rules
# about calls are not misled by prose. Quotes in an #include are kept.
FNR == 1 { comment = 0 }
{
    line = $0
    code = ""
    if (line ~ /^[ \t]*#[ \t]*include/ && !comment) {
        print FILENAME ":" FNR ":" line
        next
    }
    while (line != "") {
        if (comment) {
            at = index(line, "*/")
            if (at == 0)
                break
            line = substr(line, at + 2)
            comment = 0
        } else if (substr(line, 1, 2) == "/*") {
            comment = 1
            line = substr(line, 3)
        } else if (substr(line, 1, 2) == "//") {
            break
        } else if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^'([^'\\]|\\.)+'/)) {
            code = code "\"\""
            line = substr(line, RLENGTH + 1)
        } else {
            code = code substr(line, 1, 1)
            line = substr(line, 2)
        }
    }
    print FILENAME ":" FNR ":" code
}
