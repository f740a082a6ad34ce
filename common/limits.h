// Every limit of OGI, with its reason. The .proto files repeat those that callers meet.
#ifndef OGI_COMMON_LIMITS_H_
#define OGI_COMMON_LIMITS_H_

#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"

namespace ogi::limits {

// --- Store: the least of what RocksDB, the MySQL wire engines and etcd take. ---
inline constexpr size_t kMaxKeyBytes = 512;
inline constexpr size_t kMaxValueBytes = size_t{1} << 20;
inline constexpr size_t kMaxCommitWrites = 100;
inline constexpr size_t kMaxCommitBytes = size_t{1} << 20;
// Vectors of counts that one commit adds to, and the numbers its additions have in all: a table's
// cells a few times over.
inline constexpr size_t kMaxAdditions = 16;
inline constexpr size_t kMaxAddedCounts = 2048;
// One batch is one sync: large enough to share it among hundreds, small enough to stay quick.
inline constexpr size_t kMaxBatchBytes = size_t{4} << 20;

// --- Commit queue of a partition. ---
// A spike waits here: 4,096 filings are a fraction of a second's work.
inline constexpr size_t kMaxQueuedCommits = 4096;
inline constexpr size_t kMaxQueuedBytes = size_t{64} << 20;

// --- Reports. The largest real ones seen are under 60 KB of text. ---
inline constexpr size_t kMaxReportBytes = size_t{768} << 10;
inline constexpr size_t kMaxTextBytes = size_t{256} << 10;
inline constexpr size_t kMaxLineBytes = size_t{1} << 10;
inline constexpr size_t kMaxUriBytes = size_t{2} << 10;
inline constexpr size_t kMaxMediaTypeBytes = 256;
inline constexpr size_t kMaxRawCellBytes = 256;
inline constexpr size_t kMaxCellNotes = 512;
inline constexpr size_t kMaxCandidates = 16;
inline constexpr size_t kMaxCandidateBytes = 32;
// Sums of 25 such counts stay far inside 64 bits; no organ counts a million million cases.
inline constexpr int64_t kMaxCount = 999'999'999'999;
// The first official form is that of 2019.
inline constexpr int kFirstYear = 2019;
// An organ that files more often than this has a program gone wild.
inline constexpr int kMaxRevisions = 1000;
// Of a report, by one platform: so that a platform gone wild leaves the organ room to file by
// itself.
inline constexpr int kMaxRevisionsOfPlatform = 300;

// Of what is wrong with a request: who wrote as much has to go through it anyway. The rest is
// counted.
inline constexpr size_t kMaxFieldViolations = 100;

// --- Verdicts. ---
// Sums that ambiguous cells may take: each is some 20 ns, so all are under half a millisecond.
inline constexpr size_t kMaxSumsOfVerdict = 16'384;
// Of one rule of sums. One over every cell of a table would fill a commit where two reports have
// nothing to do with each other.
inline constexpr int kMaxFindingsOfSums = 30;
// Of a rule on one text; who wrote as many has to read it through anyway.
inline constexpr int kMaxFindingsOfTexts = 10;
// A verdict with every rule failed is a tenth of it; what is more is counted and left out.
inline constexpr size_t kMaxVerdictBytes = size_t{128} << 10;
// Of one revision: as many as revisions of a report. Only a verdict that says something new is one.
inline constexpr int kMaxVerdicts = 1000;
// Of one report: a dozen warnings, mended and explained anew a dozen times. With all that stands
// around a text they are one value of the store.
inline constexpr int kMaxExplanations = 150;
// Of one report, with those that were revoked or ran out: a waiver is the exception.
inline constexpr int kMaxWaivers = 50;
// Ahead of the day on which it is requested: the season and the one after it.
inline constexpr int kMaxWaiverDays = 731;
inline constexpr size_t kFindingKeyBytes = 16;
// Subordinates whose reports are added up for an aggregate: the largest province has some 150. Of
// more the rules say that they cannot be asked.
inline constexpr size_t kMaxSubordinatesAdded = 400;
// Organs that a verdict names where reports are missing; the rest is counted.
inline constexpr size_t kMaxOrgansNamed = 20;
// Subordinates of one superior that are compared with each other: a county has about 60.
inline constexpr int kMaxOrgansCompared = 200;
// Cells one finding lists as missing.
inline constexpr size_t kMaxMissingCells = 50;

// --- Agencies. ---
inline constexpr size_t kMaxAgencyBytes = size_t{64} << 10;
inline constexpr int kMaxAgencyAttributes = 64;
// From the State Council to a village office is under ten steps; more means a circle.
inline constexpr int kMaxTreeDepth = 32;

// --- Who may act for whom. ---
// A term of office: what is older should be looked at again.
inline constexpr int kMaxMandateYears = 5;

// --- Data files. ---
// A rule catalogue has some hundred kilobytes.
inline constexpr size_t kMaxDataBytes = size_t{8} << 20;

// --- Rules on record. ---
// Those of the program take a third of it; with all that stands around it, it is one value.
inline constexpr size_t kMaxRuleSetBytes = size_t{768} << 10;
inline constexpr int kMaxRuleSetFiles = 64;
// A set a month for eight years.
inline constexpr int kMaxRuleSets = 100;
// An activation a week for as long.
inline constexpr int kMaxRuleActivations = 400;
// That hold at a time. Each report judged looks through all of them.
inline constexpr int kMaxRuleOverlays = 1000;
// Of one book, and what one rule of sums may be written out to: every cell of a table against its
// parts is a tenth. Whoever writes rules must not be able to fill the memory.
inline constexpr size_t kMaxRules = 2000;
inline constexpr size_t kMaxTermsOfRule = 20'000;
inline constexpr size_t kMaxTermsOfBook = 400'000;

// --- Seasons. ---
// Agencies that one call of FreezeRoster takes over: some ten milliseconds' reading.
inline constexpr size_t kMaxRosterStep = 1000;
// A season with all its past dates, an entry of a roster with all its exemptions: half a value.
inline constexpr size_t kMaxSeasonRecordBytes = size_t{512} << 10;
// A key holds a year in two bytes, and dates of the two years after it must be dates.
inline constexpr int kLastYear = 9990;

// --- Requests. ---
inline constexpr size_t kMaxRequestIdBytes = 64;
inline constexpr size_t kMaxReasonBytes = size_t{4} << 10;
// A report, its envelope, and room for fields of later versions.
inline constexpr int kMaxMessageBytes = 1 << 20;
// What the transport still takes, so that a message over kMaxMessageBytes gets an error that helps;
// it cuts off larger ones itself.
inline constexpr int kMaxTransportBytes = 4 << 20;
inline constexpr int kMaxMetadataBytes = 16 << 10;
inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 1000;
inline constexpr int kMaxBatchGet = 100;
// Records a listing looks at for one page before it hands back what it has.
inline constexpr int kMaxScannedRecords = 10'000;
// Bytes a page may take: well under what clients receive by default (4 MiB).
inline constexpr size_t kMaxPageBytes = size_t{2} << 20;
inline constexpr int kStreamWindow = 64;
// Of what one stream has under way, answers that its client has not taken among it: a dozen
// verdicts of the longest kind.
inline constexpr size_t kStreamWindowBytes = size_t{1} << 20;
// What the transport holds for a stream: what has come and was not read yet.
inline constexpr size_t kStreamBytes = size_t{64} << 10;

// --- The process. ---
// Messages under way, and answers that wait: a thousand reports of 60 KiB.
inline constexpr size_t kDefaultMemoryBytes = size_t{256} << 20;
// Less would refuse what is within the limit of one message.
inline constexpr size_t kMinMemoryBytes = size_t{16} << 20;
// What the transport's buffers may take besides: what came and was not read yet.
inline constexpr size_t kTransportMemoryBytes = size_t{128} << 20;
// Of one connection. A platform that wants more opens another.
inline constexpr int kMaxConcurrentStreams = 100;
// A connection without a call is closed; a busy one is asked to be made anew, so that none outlives
// its certificate for long.
inline constexpr absl::Duration kMaxConnectionIdle = absl::Minutes(5);
inline constexpr absl::Duration kMaxConnectionAge = absl::Hours(1);
inline constexpr absl::Duration kMaxConnectionAgeGrace = absl::Minutes(2);
// Files that only the store may open: connections must not take the last ones from it.
inline constexpr int kReservedDescriptors = 256;
// Work that waits for a thread. Its memory is bounded by kDefaultMemoryBytes.
inline constexpr size_t kMaxWaitingWork = 4096;
// Lost races that wait for another attempt: no more than all that was queued.
inline constexpr size_t kMaxWaitingRetries = 4096;
// gRPC's status travels in one header; proxies cut headers at 8 KiB.
inline constexpr size_t kMaxErrorBytes = 6 << 10;

// --- Files that clients read. ---
// A report as JSON: escapes double its texts; names of fields and indentation add to them.
inline constexpr size_t kMaxReportFileBytes = size_t{4} << 20;
// A table of all organs of a large province is under 20 MiB.
inline constexpr size_t kMaxAgencyFileBytes = size_t{64} << 20;

// --- Documents that the importer reads. ---
// A scan of a report with photographs in it is about 20 MiB.
inline constexpr size_t kMaxDocumentBytes = size_t{64} << 20;
// Plain text and HTML: a report is under 200 KiB, a saved page with its styles and pictures in it
// under 4 MiB. Twice this took the parser over a second of the worst input.
inline constexpr size_t kMaxMarkupBytes = size_t{8} << 20;
// One part of a DOCX, unpacked: those of reports are under 2 MiB.
inline constexpr size_t kMaxPackedPartBytes = size_t{16} << 20;
// Files in a DOCX: one for each picture and a dozen others.
inline constexpr int kMaxPackedFiles = 4096;
// Words, cells and lines: a report has about 1,000, a hundred of them in one volume 100,000.
inline constexpr size_t kMaxDocumentPieces = 500'000;
// Elements within each other: pages of real sites stay under 100. Parsers look through all of them
// for each end that has no beginning.
inline constexpr int kMaxElementDepth = 256;
// Parsers compare each attribute of an element with all before it.
inline constexpr int kMaxElementAttributes = 128;
// `&` before a letter: a page has under 10,000, a saved one with its scripts 50,000. Parsers look
// through all names there are for each.
inline constexpr size_t kMaxEntities = 300'000;
// Table three has 10 columns; layout tables, with a column for every pixel that matters, under 100.
inline constexpr int kMaxGridColumns = 256;
// A report is under 30 pages, a volume of them under 500.
inline constexpr int kMaxPdfPages = 1000;
// What reading a PDF may take, in a process of its own: a usual report takes 15 ms and 12 MiB.
inline constexpr size_t kMaxPdfMemoryBytes = size_t{512} << 20;
// Of processor time, so that a busy machine refuses no file that an idle one reads; short enough
// that on an idle one the refusal comes within a second.
inline constexpr absl::Duration kMaxPdfProcessorTime = absl::Milliseconds(700);
// Of the wall clock, where the machine is busy with other things.
inline constexpr absl::Duration kMaxPdfTime = absl::Seconds(10);
// The words of a PDF as the process sends them: 500 a page, 60 bytes each.
inline constexpr size_t kMaxPdfWordsBytes = size_t{32} << 20;

// --- Audit. ---
// What waits to be written when the store is away: a minute of a thousand denied calls a second
// that are all different, at most 64 MiB.
inline constexpr size_t kMaxAuditQueue = 65'536;
// Of a text in an entry; names are shorter, what callers make up is cut.
inline constexpr size_t kMaxAuditTextBytes = 256;
// Entries of a partition that a listing holds while it merges them with the others'.
inline constexpr size_t kAuditPageEntries = 256;
inline constexpr size_t kAuditPageBytes = size_t{64} << 10;
// How long records are kept at least: six months, by the law on the security of networks
// (网络安全法).
inline constexpr int kMinAuditDays = 183;
inline constexpr absl::Duration kMinAuditAge = absl::Hours(24 * kMinAuditDays);
// Three years: a decision can still be disputed, and a few hundred bytes a record are cheap.
inline constexpr int kDefaultAuditDays = 1096;

// --- Fair use: what a caller may do in a second, and at once after a pause (burst). ---
// A platform files for a whole province within days.
inline constexpr double kPlatformRequests = 500;
inline constexpr double kPlatformRequestBurst = 2000;
inline constexpr double kPlatformBytes = 8 << 20;
inline constexpr double kPlatformByteBurst = 32 << 20;
inline constexpr int kPlatformStreams = 64;
// Changes in a day: each leaves a marker of some 200 bytes for ever. A whole province filed five
// times over, with every warning explained.
inline constexpr double kPlatformChanges = 500'000;
// An organ has one report and a few clerks; a burst opens a page with all its subordinates.
inline constexpr double kOrganRequests = 20;
inline constexpr double kOrganRequestBurst = 100;
inline constexpr double kOrganBytes = 1 << 20;
inline constexpr double kOrganByteBurst = 8 << 20;
inline constexpr int kOrganStreams = 4;
// A county that accepts, returns and publishes for all its townships.
inline constexpr double kOrganChanges = 5000;
// Staff import whole provinces of agencies, one at a time.
inline constexpr double kStaffRequests = 100;
inline constexpr double kStaffRequestBurst = 500;
inline constexpr double kStaffBytes = 4 << 20;
inline constexpr double kStaffByteBurst = 16 << 20;
inline constexpr int kStaffStreams = 8;
// The nation's registry and its roster.
inline constexpr double kStaffChanges = 1'000'000;
// A reader without a certificate, by address: an office behind one address has some.
inline constexpr double kAnonymousRequests = 10;
inline constexpr double kAnonymousRequestBurst = 50;
inline constexpr double kAnonymousBytes = 64 << 10;
inline constexpr double kAnonymousByteBurst = 1 << 20;
inline constexpr int kAnonymousStreams = 2;
// They may change nothing, and are told so; here only what they are told for.
inline constexpr double kAnonymousChanges = 1000;
// All of them together: less than a twentieth of what a small server reads, so that they cannot
// take it from those who file, whatever number of addresses they have.
inline constexpr double kAllAnonymousRequests = 500;
inline constexpr double kAllAnonymousRequestBurst = 1000;
inline constexpr double kAllAnonymousBytes = 4 << 20;
inline constexpr double kAllAnonymousByteBurst = 16 << 20;
inline constexpr int kAllAnonymousStreams = 256;
inline constexpr double kAllAnonymousChanges = 1'000'000;
// Callers whose use is kept; each takes some 200 bytes. All organs of the nation that file at once
// are fewer.
inline constexpr size_t kMaxQuotaCallers = 100'000;

// --- Callers. ---
// A header of 100 bytes, a dozen claims and a signature are under 700.
inline constexpr size_t kMaxTokenBytes = 4096;
// A person who has left acts no longer than this: a platform makes a new token many times a day.
inline constexpr absl::Duration kMaxTokenLifetime = absl::Hours(1);
// How far a platform's clock may go ahead of ours.
inline constexpr absl::Duration kMaxTokenClockSkew = absl::Seconds(60);
// `agencies/` or `platforms/{platform}/people/{person}`, with ids of 64 bytes.
inline constexpr size_t kMaxCallerNameBytes = 256;
// Every organ of a large province by a certificate of its own; 2 KiB each.
inline constexpr size_t kMaxCachedCertificates = 10'000;
// Those of a million people's busiest hour are a tenth of this; 600 bytes each.
inline constexpr size_t kMaxCachedTokens = 50'000;

// --- Time. ---
inline constexpr absl::Duration kMaxDeadline = absl::Seconds(60);
inline constexpr absl::Duration kDefaultDeadline = absl::Seconds(20);
// The host's clock against a steady one, between two looks a second apart: NTP pulls by far less.
inline constexpr absl::Duration kMaxClockJump = absl::Seconds(5);
// A batch that takes longer hangs on a disk that does not answer.
inline constexpr absl::Duration kMaxBatchAge = absl::Seconds(5);
// How often the listening port's certificates are looked at, and how long before one runs out the
// log warns: ordering a new one takes an office weeks.
inline constexpr absl::Duration kCertificateCheckPeriod = absl::Minutes(1);
inline constexpr absl::Duration kCertificateWarning = absl::Hours(24 * 30);
// A clock that steps back further is no longer to be trusted with legal dates.
inline constexpr absl::Duration kMaxClockStepBack = absl::Seconds(1);
// A stream whose client neither sends nor takes anything for so long is ended.
inline constexpr absl::Duration kMaxStreamIdle = absl::Seconds(60);
inline constexpr absl::Duration kShutdownGrace = absl::Seconds(10);

}  // namespace ogi::limits

#endif  // OGI_COMMON_LIMITS_H_
