#!/bin/bash
# A call that changes files fails, or ends half done: the run ends with 3 and says why,
# or is whole; readers see the old edition or the new one, and the next run ends as if nothing had been.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

from_october
# What was not synced may be gone tomorrow: no run that could not sync says that all is well.
choose 'f(data)?sync' first
walk "a sync fails" EIO 3
cp points synced
choose '.*' first
cp points every
grep -vxFf synced every >points
walk "another call fails" EIO 3 1
cp every points
awk 'NR % 2 == 1' points >some && mv some points
walk "the disk is full from a call on" full 3 1
choose write first
walk "a write takes half" short 1
walk "a write is lost" lost 3 1
