// Every key of OGI, and the only place that knows how they look.
//
// Ids and numbers are those of domain/codes/resource_name.h, checked before they come here: a year
// is 0 to 65535, a number positive. Parsers answer DATA_LOSS (RecordDamaged) to a key they did not
// make.
#ifndef OGI_STORAGE_KEYS_KEYS_H_
#define OGI_STORAGE_KEYS_KEYS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/codes/resource_name.h"
#include "storage/store.h"

namespace ogi::keys {

// The first byte of every key. These numbers are on disks: never change one, never use one again.
enum class Table : uint8_t {
  kMeta = 0x01,           // name
  kPartitionHead = 0x02,  // nothing: one record a partition
  kMarker = 0x03,         // token, 16 raw bytes
  kWitnessGap = 0x04,     // microseconds since 1970 (8 bytes); in kLocalPartition
  kLeaf = 0x05,           // epoch and sequence (8 bytes): as the stamp has them
  kReportCounts = 0x06,   // year (2 bytes); see ReportCounts
  kAgency = 0x10,         // agency id
  kSubordinate = 0x11,    // superior's agency id, agency id
  kLookupCode = 0x12,     // code, agency id; in kLookupPartition
  kLookupName = 0x13,     // name, agency id; in kLookupPartition
  kReport = 0x20,         // agency id, year (2 bytes), scope (1 byte: OWN 1, AGGREGATE 2)
  kRevision = 0x21,       // report, number (4 bytes)
  kPayload = 0x22,        // report, number (4 bytes)
  kAct = 0x23,            // report, number of the revision (4 bytes), number of the act (4 bytes)
  kVerdict = 0x24,        // report, number of the revision (4 bytes), of the verdict (4 bytes)
  kExplanations = 0x25,   // report
  kWaivers = 0x26,        // report
  kNotice = 0x27,         // agency id, the largest 8-byte number less the microseconds, unique (8)
  kOutbox = 0x28,         // report to judge anew; in the partition of the one that changed
  kMandate = 0x30,        // agency id, id; this and the next three in kAccessPartition
  kRoleGrant = 0x31,      // holder, id
  kTokenKey = 0x32,       // issuer, key id
  kRevocation = 0x33,     // fingerprint
  kSeason = 0x34,         // year (2 bytes); this and the next two in kAccessPartition
  kRoster = 0x35,         // year (2 bytes)
  kExtension = 0x36,      // agency id, id
  kRosterEntry = 0x37,    // year (2 bytes), agency id; in the agency's partition
  kRuleSet = 0x38,        // id; this and the next two in kAccessPartition
  kActiveRules = 0x39,    // nothing
  kRuleOverlay = 0x3A,    // id
  kAudit = 0x40,          // microseconds since 1970 (8 bytes), token's first 8 bytes
};

// --- Of every partition. ---

// What the installation keeps of itself, in kLocalPartition.
std::string Meta(absl::string_view name);
inline constexpr absl::string_view kSchemaVersion = "schema_version";
inline constexpr absl::string_view kAdministrator = "administrator";
inline constexpr absl::string_view kSecret = "secret";
inline constexpr absl::string_view kRealm = "realm";
inline constexpr absl::string_view kAcceptedClock = "accepted_clock";
// Changes with every change of roles, so that two at once cannot pass each other. In
// kAccessPartition.
inline constexpr absl::string_view kRoles = "roles";

// The latest stamp of the partition; written by storage/commit.
std::string PartitionHead();

// What one commit did; written by storage/commit. `place`: the first 8 bytes of its stamp.
std::string Leaf(uint64_t place);
Range AllLeaves();
absl::StatusOr<uint64_t> ParseLeaf(absl::string_view key);

// A vector of counts (storage/commit/counts.h): the partition's reports of a year, by scope and
// state of the latest revision (services/submission/report_counts.h).
std::string ReportCounts(int year);
Range AllReportCounts();
absl::StatusOr<int> ParseReportCounts(absl::string_view key);

// Whether `key` is that of a vector of counts.
bool IsOfCounts(absl::string_view key);
// Whether storage/commit alone writes `key`: heads, leaves and vectors of counts.
bool IsOfTheCommitter(absl::string_view key);

// That acknowledged commits are lost, by the time of the declaration; in kLocalPartition.
std::string WitnessGap(int64_t time_us);
Range AllWitnessGaps();

// Written by the adapters, one per commit.
std::string Marker(absl::string_view token);
Range AllMarkers();
absl::StatusOr<std::string> ParseMarker(absl::string_view key);
// Whether `key` is in the markers' table, well formed or not.
bool IsMarker(absl::string_view key);

// --- Agencies. ---

std::string Agency(absl::string_view agency_id);
Range AllAgencies();
absl::StatusOr<std::string> ParseAgency(absl::string_view key);

struct SubordinateKey {
  std::string superior_id;
  std::string agency_id;
};
std::string Subordinate(absl::string_view superior_id, absl::string_view agency_id);
Range SubordinatesOf(absl::string_view superior_id);
absl::StatusOr<SubordinateKey> ParseSubordinate(absl::string_view key);

// --- Lookups, in kLookupPartition. ---

// A code or name of at most kMaxWholeTextBytes stands in the key as it is. Of a longer one stand
// the first kTextPrefixBytes and the SHA-256 of the whole: 192 bytes, so that no whole text looks
// like it.
inline constexpr size_t kMaxWholeTextBytes = 191;
inline constexpr size_t kTextPrefixBytes = 160;

struct LookupKey {
  // As it stands in the key: of a long text, not the text.
  std::string stored_text;
  std::string agency_id;
};

std::string LookupCode(absl::string_view code, absl::string_view agency_id);
Range AgenciesWithCode(absl::string_view code);
absl::StatusOr<LookupKey> ParseLookupCode(absl::string_view key);

std::string LookupName(absl::string_view name, absl::string_view agency_id);
Range AgenciesNamed(absl::string_view name);
absl::StatusOr<LookupKey> ParseLookupName(absl::string_view key);

// --- Reports, by agency, then year, then scope. ---

std::string Report(const ReportId& report);
Range AllReports();
Range ReportsOf(absl::string_view agency_id);
absl::StatusOr<ReportId> ParseReport(absl::string_view key);

std::string Revision(const RevisionId& revision);
Range RevisionsOf(const ReportId& report);
absl::StatusOr<RevisionId> ParseRevision(absl::string_view key);

// What was filed; RocksDB keeps this table apart from the others.
std::string Payload(const RevisionId& revision);
absl::StatusOr<RevisionId> ParsePayload(absl::string_view key);
bool IsPayload(absl::string_view key);

// `number`: of the verdict, from 1.
std::string Verdict(const RevisionId& revision, uint32_t number);

// What its organ says of findings, whether the report was filed yet or not.
std::string Explanations(const ReportId& report);

// The waivers of its errors, likewise.
std::string Waivers(const ReportId& report);

struct ActKey {
  RevisionId revision;
  uint32_t number = 0;
};
std::string Act(const RevisionId& revision, uint32_t number);
Range ActsOf(const RevisionId& revision);
// Of all its revisions, in the order of their numbers.
Range ActsOfReport(const ReportId& report);
absl::StatusOr<ActKey> ParseAct(absl::string_view key);

// What an organ was told of its reports: the latest first. `unique` tells apart what happened in
// the same microsecond.
std::string Notice(absl::string_view agency_id, int64_t time_us, uint64_t unique);
Range NoticesOf(absl::string_view agency_id);

// A report to be judged anew.
std::string Outbox(const ReportId& report);
Range AllOutbox();
absl::StatusOr<ReportId> ParseOutbox(absl::string_view key);

// --- Who may act for whom, in kAccessPartition. Holders and issuers are callers' names. ---

std::string Mandate(absl::string_view agency_id, absl::string_view id);
Range AllMandates();
Range MandatesOf(absl::string_view agency_id);
std::string RoleGrant(absl::string_view holder, absl::string_view id);
Range AllRoleGrants();
std::string TokenKey(absl::string_view issuer, absl::string_view key_id);
Range AllTokenKeys();
// `fingerprint`: 64 hexadecimal digits.
std::string Revocation(absl::string_view fingerprint);
Range AllRevocations();

// --- When to file, in kAccessPartition; entries of a roster in the partition of the agency. ---

std::string Season(int year);
Range AllSeasons();
std::string Roster(int year);
std::string Extension(absl::string_view agency_id, absl::string_view id);
Range AllExtensions();
Range ExtensionsOf(absl::string_view agency_id);

struct RosterEntryKey {
  int year = 0;
  std::string agency_id;
};
std::string RosterEntry(int year, absl::string_view agency_id);
Range RosterEntriesOf(int year);
absl::StatusOr<RosterEntryKey> ParseRosterEntry(absl::string_view key);

// --- Which rules judge, in kAccessPartition. ---

std::string RuleSet(absl::string_view id);
Range AllRuleSets();
std::string ActiveRules();
std::string RuleOverlay(absl::string_view id);
Range AllRuleOverlays();

// --- The audit record, by time, in the partition of what was changed; the rest in
// kLocalPartition. ---

struct AuditKey {
  int64_t time_us = 0;
  // Tells apart what happened in the same microsecond.
  uint64_t unique = 0;
};
std::string Audit(const AuditKey& key);
// From a moment on, up to before another.
Range AuditBetween(int64_t begin_us, int64_t end_us);
absl::StatusOr<AuditKey> ParseAudit(absl::string_view key);

}  // namespace ogi::keys

#endif  // OGI_STORAGE_KEYS_KEYS_H_
