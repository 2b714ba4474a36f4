# Reads what inject's `list` says of a run, in order: is everything that gets a name on the disk before
# it gets it, and is every name on the disk before the run ends?
#
# A file is synced when nothing was written to it since its last fsync; a folder, when no visible name
# in it was made, moved or removed since its own. Names that begin with a dot are nobody's.
BEGIN { FS = "\t" }

function folder_of(path) { sub(/\/[^\/]*$/, "", path); return path }
function is_visible(path) { return path !~ /\/\.[^\/]/ && path !~ /\/tmp\.[A-Za-z0-9]+$/ }
function is_below(path, top) { return path == top || index(path, top "/") == 1 }
function wrong(what) { print what " (call " $1 ")"; bad = 1 }
function name_changed(path) { if (is_visible(path)) open_folder[folder_of(path)] }

function renamed(from, to, path, moved) {
    for (path in unsynced)
        if (is_below(path, from)) {
            if (is_visible(to)) wrong(to " is given its name before " path " is synced")
            moved[path]
        }
    for (path in moved) { delete unsynced[path]; unsynced[to substr(path, length(from) + 1)] }
    split("", moved)
    for (path in inner)
        if (is_below(path, from)) {
            if (is_visible(to)) wrong(to " is given its name before the folder " path " is synced")
            moved[path]
        }
    for (path in moved) delete inner[path]
    if (to ~ /\/outputs\/(latest|[0-9]+-[0-9]+)$/)
        for (path in open_folder)
            if (path ~ /\/outputs\/editions$/) wrong(to " leads to an edition whose folder is not synced")
    name_changed(from)
    name_changed(to)
}

NF < 4 || $2 < 0 { next }
{ calls++; sub(/ \(deleted\)$/, "(deleted)", $4) }
$4 ~ /\(deleted\)$/ { next }
$3 ~ /^(write|pwrite|writev|ftruncate)$/ { unsynced[$4] }
$3 ~ /^(openat|open|creat)$/ { unsynced[$4]; name_changed($4); if (!is_visible($4)) inner[folder_of($4)] }
$3 ~ /^(mkdir|symlink)/ { name_changed($4); inner[folder_of($4)] }
$3 ~ /^(unlink|rmdir)/ { name_changed($4); delete unsynced[$4]; delete inner[$4]; delete open_folder[$4] }
$3 ~ /^rename/ { inner[folder_of($5)]; renamed($4, $5) }
$3 ~ /^f(data)?sync$/ { synced++; delete unsynced[$4]; delete open_folder[$4]; delete inner[$4] }

END {
    for (path in unsynced)
        if (is_visible(path)) wrong("at the end, not synced: " path)
    for (path in open_folder)
        wrong("at the end, the folder is not synced: " path)
    if (calls < 300 || synced < 50) wrong("only " calls + 0 " calls and " synced + 0 " syncs seen")
    exit bad
}
