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
  kAgency = 0x10,         // agency id
  kSubordinate = 0x11,    // superior's agency id, agency id
  kLookupCode = 0x12,     // code, agency id; in kLookupPartition
  kLookupName = 0x13,     // name, agency id; in kLookupPartition
  kReport = 0x20,         // agency id, year (2 bytes), scope (1 byte: OWN 1, AGGREGATE 2)
  kRevision = 0x21,       // report, number (4 bytes)
  kPayload = 0x22,        // report, number (4 bytes)
  kAct = 0x23,            // report, number of the revision (4 bytes), number of the act (4 bytes)
};

// --- Of every partition. ---

// What the installation keeps of itself, in kLocalPartition.
std::string Meta(absl::string_view name);
inline constexpr absl::string_view kSchemaVersion = "schema_version";
inline constexpr absl::string_view kAdministrator = "administrator";
inline constexpr absl::string_view kPageTokenKey = "page_token_key";

// The latest stamp of the partition; written by storage/commit.
std::string PartitionHead();

// Written by the adapters, one a commit.
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

struct ActKey {
  RevisionId revision;
  uint32_t number = 0;
};
std::string Act(const RevisionId& revision, uint32_t number);
Range ActsOf(const RevisionId& revision);
// Of all its revisions, in the order of their numbers.
Range ActsOfReport(const ReportId& report);
absl::StatusOr<ActKey> ParseAct(absl::string_view key);

}  // namespace ogi::keys

#endif  // OGI_STORAGE_KEYS_KEYS_H_
