# Each #include "…" must carry its path from pipeline/ and go down: base < model < stages < run <
# commands < main. A stage includes no other stage. Reads code.awk's lines; prints what is wrong.
function rank(path) {
    if (path ~ /^base\//) return 0
    if (path ~ /^model\//) return 1
    if (path ~ /^(collect|read|validate|aggregate|publish)\//) return 2
    if (path ~ /\//) return -1
    if (path ~ /^run(_[a-z0-9_]+)?\.[ch]$/) return 3
    if (path ~ /^main\./) return 5
    return 4 # commands.c and what it is made of
}
function folder(path) {
    return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : ""
}
function wrong(why) {
    print where ": " why
    bad = 1
}
match($0, /#[ \t]*include[ \t]*"[^"]*"/) {
    split($0, part, ":")
    where = part[1] ":" part[2]
    from = part[1]
    sub(/^pipeline\//, "", from)
    to = $0
    sub(/^[^"]*"/, "", to)
    sub(/".*/, "", to)
    if ((getline line < ("pipeline/" to)) < 0)
        wrong("\"" to "\" is no path from pipeline/")
    close("pipeline/" to)
    if (rank(from) < 0 || rank(to) < 0)
        wrong("\"" to "\": a folder that is no layer")
    else if (rank(to) > rank(from))
        wrong("\"" to "\" is of a higher layer")
    else if (rank(to) == 2 && rank(from) == 2 && folder(to) != folder(from))
        wrong("\"" to "\": a stage includes no other stage")
}
END { exit bad }
