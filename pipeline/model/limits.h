/*
 * Every limit of the program, with its reason. Beyond one the answer is a finding or an error that
 * names it, never a crash, a cut or a silence.
 */
#ifndef PTCE_MODEL_LIMITS_H
#define PTCE_MODEL_LIMITS_H

/* A return of every pole of France for ten years is under 200 MB; benchmarks go to 1 GB. */
#define MAX_DELIVERY_BYTES (2LL * 1024 * 1024 * 1024)
/* Excel's longest cell holds 32,767 characters; a JSON row of all our columns is far shorter. */
#define MAX_CELL_BYTES   (128 * 1024)
#define MAX_RECORD_BYTES (1024 * 1024)
/* The widest table has 50 columns; Excel exports carry trailing empty ones. */
#define MAX_COLUMNS 1024
#define MAX_FIELDS  64
/* Faults of quoting behind which reading goes on, and how much of a file is read again for them. */
#define MAX_QUOTE_FAULTS 1000
#define MAX_READ_AGAIN   (16 * 1024 * 1024)
/* Objects in arrays in an object is depth 3; anything deeper is not a return. */
#define MAX_JSON_DEPTH 8
/* Lines of a file of one object a line that are no JSON: beyond, it is another thing. Each may make
 * the reader look MAX_RECORD_BYTES ahead. */
#define MAX_JSON_BAD_LINES 1000
/* How far from the top the header may stand, and how much is read to find it. */
#define MAX_PREAMBLE_RECORDS 30
#define SAMPLE_BYTES         (64 * 1024)
/* Places kept of one cause; counts stay exact beyond. A receipt shows three. */
#define MAX_PLACES_PER_CAUSE 50
#define MAX_SHOWN_CHARS      80
/* Deliveries of a region that a worker may die of; each costs a run the time to its death. */
#define MAX_EXCLUDED 20
/* Deliveries taken in within one second of one region, from the archive name's four digits. */
#define MAX_DELIVERIES_PER_SECOND 9999
#define MAX_ARCHIVE_NAME          180
/* Forty poles that send each two files of their own a month, for ten years. A faulty file costs its
 * receipt and a workbook, some hundredths of a second; one that is known, nothing. */
#define MAX_FOLDER_FILES 10000
/* A sidecar holds a hash, two counts and a few sums. */
#define MAX_SIDECAR_BYTES (64 * 1024)
/* Lines of inputs/overrides.csv: signed one by one by people. */
#define MAX_OVERRIDES       1000
#define MAX_OVERRIDES_BYTES (1024 * 1024)
/* What can be set: ptce.conf(5). A configuration is a page of text. */
#define MAX_SETTINGS_BYTES (64 * 1024)
#define DEFAULT_SETTLE_S   60
#define MAX_SETTLE_S       86400
#define MAX_JOBS           64
#define MAX_KEEP           1200 /* a hundred years of months */
#define MAX_PRUNED_BYTES   (16 * 1024 * 1024)
/* Months that a daily run looks at, the latest and those before it: a return of a month more than
 * two years back is a mistake. */
#define MAX_DUE_MONTHS 24
/* outputs/status.json is a page; a receipt of the largest return has 50 places a cause and a line a
 * declaration. */
#define MAX_STATUS_BYTES  (64 * 1024)
#define MAX_RECEIPT_BYTES (64 * 1024 * 1024)
/* The ping command tells a watcher over the network that all is well. */
#define PING_TIMEOUT   "30"
#define MAX_PING_S     40
#define MAX_PING_BYTES (64 * 1024)
/* ptce doctor: an edition of all regions is some tens of MiB, built beside the one before. */
#define DOCTOR_ERROR_MIB   100
#define DOCTOR_WARNING_MIB 1024
#define DOCTOR_FEW_FILES   10000
/* Contract files are ours and small; the list of communes is 0.9 MB. */
#define MAX_CONTRACT_FILE (16 * 1024 * 1024)
#define MAX_EDITION_FILE  (256 * 1024 * 1024)
/* A workbook to be looked at: ours unpack to 1 MB of 70 parts; 4,000,000 cells to 200 MB. */
#define MAX_BOOK_PARTS 4000
#define MAX_BOOK_BYTES ((size_t)256 * 1024 * 1024)
#define MAX_BOOK_CELLS 4000000
#define MAX_BOOK_DEPTH 64
/* What a region's worker may send back, and how long it and a child of third parties may take. */
#define MAX_PARTIAL_BYTES (512 * 1024 * 1024)
#define WORKER_TIMEOUT_S  3600
/* Address space of a worker: what stands of 10 M rows in one region is 0.4 GB. */
#define MAX_WORKER_MEMORY (4LL * 1024 * 1024 * 1024)
#define WRITER_TIMEOUT_S  120
/* A writer of a workbook takes 30 MB beside what it inherits; a reader of one of MAX_BOOK_BYTES 2
 * GB. */
#define MAX_WRITER_MEMORY ((size_t)4 * 1024 * 1024 * 1024)
/* What a workbook takes on the disk while it is written: itself twice. */
#define BOOK_ROOM (64 * 1024)
/* Feedback: what a person goes through in a spreadsheet. 5,000 rows are every pole of France for a
 * year; beyond, the list of findings goes on and the rows do not. A comment is a drawing of its
 * own, which makes a spreadsheet slow from some thousands on. */
#define MAX_FEEDBACK_ROWS     5000
#define MAX_FEEDBACK_COLUMNS  256
#define MAX_FEEDBACK_CHARS    1000
#define MAX_FEEDBACK_PLACES   1000
#define MAX_FEEDBACK_COMMENTS 1000
/* Template: rows that are checked while they are typed, and reminders of what was sent. */
#define MAX_TEMPLATE_ROWS 2000
#define MAX_REMINDERS     500
/* Months published in a series (three years and the month itself) and computed behind them, so that
 * the first published month still has its twelve. */
#define SERIES_MONTHS 37
#define CUBE_MONTHS   (SERIES_MONTHS + 11)

/* The edition's month and the two before it are provisional until their returns say they are
 * definitive: corrections come with the next two returns. */
#define PROVISIONAL_MONTHS 3

/* A reason is a sentence of the Révisions page, not a report. */
#define MAX_REASON_BYTES 500
/* A value older than this is not "last known" any more. */
#define KNOWN_MONTHS 12

#endif
