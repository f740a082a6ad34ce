#include "storage/keys/keys.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "storage/keys/codec.h"

namespace ogi::keys {
namespace {

// On disks: never change them.
constexpr uint8_t kOwn = 1;
constexpr uint8_t kAggregate = 2;

KeyWriter Begin(Table table) { return KeyWriter(static_cast<uint8_t>(table)); }

KeyReader Parse(absl::string_view key, Table table) {
  return KeyReader(key, static_cast<uint8_t>(table));
}

Range All(Table table) { return PrefixRange(Begin(table).Key()); }

bool IsOf(absl::string_view key, Table table) {
  return !key.empty() && static_cast<uint8_t>(key[0]) == static_cast<uint8_t>(table);
}

KeyWriter ReportTuple(Table table, const ReportId& report) {
  KeyWriter key = Begin(table);
  key.String(report.agency_id)
      .Uint16(static_cast<uint16_t>(report.year))
      .Uint8(report.scope == v1::AGGREGATE ? kAggregate : kOwn);
  return key;
}

KeyWriter RevisionTuple(Table table, const RevisionId& revision) {
  KeyWriter key = ReportTuple(table, revision.report);
  key.Uint32(static_cast<uint32_t>(revision.number));
  return key;
}

absl::StatusOr<ReportId> ReadReport(KeyReader& reader) {
  ReportId report;
  report.agency_id = reader.String();
  report.year = reader.Uint16();
  const uint8_t scope = reader.Uint8();
  if (scope != kOwn && scope != kAggregate) return errors::RecordDamaged("a key has a bad scope");
  report.scope = scope == kOwn ? v1::OWN : v1::AGGREGATE;
  return report;
}

absl::StatusOr<RevisionId> ReadRevision(KeyReader& reader) {
  RevisionId revision;
  OGI_ASSIGN_OR_RETURN(revision.report, ReadReport(reader));
  const uint32_t number = reader.Uint32();
  if (number > INT32_MAX) return errors::RecordDamaged("a key has a bad revision number");
  revision.number = static_cast<int>(number);
  return revision;
}

absl::StatusOr<ReportId> ParseReportOf(absl::string_view key, Table table) {
  KeyReader reader = Parse(key, table);
  OGI_ASSIGN_OR_RETURN(ReportId report, ReadReport(reader));
  OGI_RETURN_IF_ERROR(reader.Finish());
  return report;
}

absl::StatusOr<RevisionId> ParseRevisionOf(absl::string_view key, Table table) {
  KeyReader reader = Parse(key, table);
  OGI_ASSIGN_OR_RETURN(RevisionId revision, ReadRevision(reader));
  OGI_RETURN_IF_ERROR(reader.Finish());
  return revision;
}

KeyWriter LookupTuple(Table table, absl::string_view text) {
  KeyWriter key = Begin(table);
  if (text.size() <= kMaxWholeTextBytes) {
    key.String(text);
  } else {
    key.String(absl::StrCat(text.substr(0, kTextPrefixBytes), Sha256(text)));
  }
  return key;
}

absl::StatusOr<LookupKey> ParseLookup(absl::string_view key, Table table) {
  KeyReader reader = Parse(key, table);
  LookupKey lookup;
  lookup.stored_text = reader.String();
  lookup.agency_id = reader.String();
  OGI_RETURN_IF_ERROR(reader.Finish());
  return lookup;
}

}  // namespace

std::string Meta(absl::string_view name) { return Begin(Table::kMeta).String(name).Key(); }

std::string PartitionHead() { return Begin(Table::kPartitionHead).Key(); }

std::string Leaf(uint64_t place) { return Begin(Table::kLeaf).Uint64(place).Key(); }

Range AllLeaves() { return All(Table::kLeaf); }

absl::StatusOr<uint64_t> ParseLeaf(absl::string_view key) {
  KeyReader reader = Parse(key, Table::kLeaf);
  const uint64_t place = reader.Uint64();
  OGI_RETURN_IF_ERROR(reader.Finish());
  return place;
}

std::string ReportCounts(int year) {
  return Begin(Table::kReportCounts).Uint16(static_cast<uint16_t>(year)).Key();
}

Range AllReportCounts() { return All(Table::kReportCounts); }

absl::StatusOr<int> ParseReportCounts(absl::string_view key) {
  KeyReader reader = Parse(key, Table::kReportCounts);
  const int year = reader.Uint16();
  OGI_RETURN_IF_ERROR(reader.Finish());
  return year;
}

bool IsOfCounts(absl::string_view key) { return IsOf(key, Table::kReportCounts); }

bool IsOfTheCommitter(absl::string_view key) {
  return IsOf(key, Table::kPartitionHead) || IsOf(key, Table::kLeaf) || IsOfCounts(key);
}

std::string WitnessGap(int64_t time_us) {
  return Begin(Table::kWitnessGap).Uint64(static_cast<uint64_t>(time_us)).Key();
}

Range AllWitnessGaps() { return All(Table::kWitnessGap); }

std::string Marker(absl::string_view token) { return Begin(Table::kMarker).Raw(token).Key(); }

Range AllMarkers() { return All(Table::kMarker); }

absl::StatusOr<std::string> ParseMarker(absl::string_view key) {
  KeyReader reader = Parse(key, Table::kMarker);
  std::string token = reader.Raw(kTokenBytes);
  OGI_RETURN_IF_ERROR(reader.Finish());
  return token;
}

bool IsMarker(absl::string_view key) { return IsOf(key, Table::kMarker); }

std::string Agency(absl::string_view agency_id) {
  return Begin(Table::kAgency).String(agency_id).Key();
}

Range AllAgencies() { return All(Table::kAgency); }

absl::StatusOr<std::string> ParseAgency(absl::string_view key) {
  KeyReader reader = Parse(key, Table::kAgency);
  std::string agency_id = reader.String();
  OGI_RETURN_IF_ERROR(reader.Finish());
  return agency_id;
}

std::string Subordinate(absl::string_view superior_id, absl::string_view agency_id) {
  return Begin(Table::kSubordinate).String(superior_id).String(agency_id).Key();
}

Range SubordinatesOf(absl::string_view superior_id) {
  return PrefixRange(Begin(Table::kSubordinate).String(superior_id).Key());
}

absl::StatusOr<SubordinateKey> ParseSubordinate(absl::string_view key) {
  KeyReader reader = Parse(key, Table::kSubordinate);
  SubordinateKey subordinate;
  subordinate.superior_id = reader.String();
  subordinate.agency_id = reader.String();
  OGI_RETURN_IF_ERROR(reader.Finish());
  return subordinate;
}

std::string LookupCode(absl::string_view code, absl::string_view agency_id) {
  return LookupTuple(Table::kLookupCode, code).String(agency_id).Key();
}

Range AgenciesWithCode(absl::string_view code) {
  return PrefixRange(LookupTuple(Table::kLookupCode, code).Key());
}

absl::StatusOr<LookupKey> ParseLookupCode(absl::string_view key) {
  return ParseLookup(key, Table::kLookupCode);
}

std::string LookupName(absl::string_view name, absl::string_view agency_id) {
  return LookupTuple(Table::kLookupName, name).String(agency_id).Key();
}

Range AgenciesNamed(absl::string_view name) {
  return PrefixRange(LookupTuple(Table::kLookupName, name).Key());
}

absl::StatusOr<LookupKey> ParseLookupName(absl::string_view key) {
  return ParseLookup(key, Table::kLookupName);
}

std::string Report(const ReportId& report) { return ReportTuple(Table::kReport, report).Key(); }

Range AllReports() { return All(Table::kReport); }

Range ReportsOf(absl::string_view agency_id) {
  return PrefixRange(Begin(Table::kReport).String(agency_id).Key());
}

absl::StatusOr<ReportId> ParseReport(absl::string_view key) {
  return ParseReportOf(key, Table::kReport);
}

std::string Revision(const RevisionId& revision) {
  return RevisionTuple(Table::kRevision, revision).Key();
}

Range RevisionsOf(const ReportId& report) {
  return PrefixRange(ReportTuple(Table::kRevision, report).Key());
}

absl::StatusOr<RevisionId> ParseRevision(absl::string_view key) {
  return ParseRevisionOf(key, Table::kRevision);
}

std::string Payload(const RevisionId& revision) {
  return RevisionTuple(Table::kPayload, revision).Key();
}

absl::StatusOr<RevisionId> ParsePayload(absl::string_view key) {
  return ParseRevisionOf(key, Table::kPayload);
}

bool IsPayload(absl::string_view key) { return IsOf(key, Table::kPayload); }

std::string Verdict(const RevisionId& revision, uint32_t number) {
  return RevisionTuple(Table::kVerdict, revision).Uint32(number).Key();
}

std::string Explanations(const ReportId& report) {
  return ReportTuple(Table::kExplanations, report).Key();
}

std::string Waivers(const ReportId& report) { return ReportTuple(Table::kWaivers, report).Key(); }

std::string Act(const RevisionId& revision, uint32_t number) {
  return RevisionTuple(Table::kAct, revision).Uint32(number).Key();
}

Range ActsOf(const RevisionId& revision) {
  return PrefixRange(RevisionTuple(Table::kAct, revision).Key());
}

Range ActsOfReport(const ReportId& report) {
  return PrefixRange(ReportTuple(Table::kAct, report).Key());
}

absl::StatusOr<ActKey> ParseAct(absl::string_view key) {
  KeyReader reader = Parse(key, Table::kAct);
  ActKey act;
  OGI_ASSIGN_OR_RETURN(act.revision, ReadRevision(reader));
  act.number = reader.Uint32();
  OGI_RETURN_IF_ERROR(reader.Finish());
  return act;
}

std::string Notice(absl::string_view agency_id, int64_t time_us, uint64_t unique) {
  return Begin(Table::kNotice)
      .String(agency_id)
      .Uint64(UINT64_MAX - static_cast<uint64_t>(time_us))
      .Uint64(unique)
      .Key();
}

Range NoticesOf(absl::string_view agency_id) {
  return PrefixRange(Begin(Table::kNotice).String(agency_id).Key());
}

std::string Outbox(const ReportId& report) { return ReportTuple(Table::kOutbox, report).Key(); }

Range AllOutbox() { return All(Table::kOutbox); }

absl::StatusOr<ReportId> ParseOutbox(absl::string_view key) {
  return ParseReportOf(key, Table::kOutbox);
}

std::string Mandate(absl::string_view agency_id, absl::string_view id) {
  return Begin(Table::kMandate).String(agency_id).String(id).Key();
}

Range MandatesOf(absl::string_view agency_id) {
  return PrefixRange(Begin(Table::kMandate).String(agency_id).Key());
}

std::string RoleGrant(absl::string_view holder, absl::string_view id) {
  return Begin(Table::kRoleGrant).String(holder).String(id).Key();
}

std::string TokenKey(absl::string_view issuer, absl::string_view key_id) {
  return Begin(Table::kTokenKey).String(issuer).String(key_id).Key();
}

std::string Revocation(absl::string_view fingerprint) {
  return Begin(Table::kRevocation).String(fingerprint).Key();
}

Range AllMandates() { return All(Table::kMandate); }

Range AllRoleGrants() { return All(Table::kRoleGrant); }

Range AllTokenKeys() { return All(Table::kTokenKey); }

Range AllRevocations() { return All(Table::kRevocation); }

std::string Season(int year) {
  return Begin(Table::kSeason).Uint16(static_cast<uint16_t>(year)).Key();
}

Range AllSeasons() { return All(Table::kSeason); }

std::string Roster(int year) {
  return Begin(Table::kRoster).Uint16(static_cast<uint16_t>(year)).Key();
}

std::string Extension(absl::string_view agency_id, absl::string_view id) {
  return Begin(Table::kExtension).String(agency_id).String(id).Key();
}

Range AllExtensions() { return All(Table::kExtension); }

Range ExtensionsOf(absl::string_view agency_id) {
  return PrefixRange(Begin(Table::kExtension).String(agency_id).Key());
}

std::string RosterEntry(int year, absl::string_view agency_id) {
  return Begin(Table::kRosterEntry).Uint16(static_cast<uint16_t>(year)).String(agency_id).Key();
}

Range RosterEntriesOf(int year) {
  return PrefixRange(Begin(Table::kRosterEntry).Uint16(static_cast<uint16_t>(year)).Key());
}

absl::StatusOr<RosterEntryKey> ParseRosterEntry(absl::string_view key) {
  KeyReader reader = Parse(key, Table::kRosterEntry);
  RosterEntryKey entry;
  entry.year = reader.Uint16();
  entry.agency_id = reader.String();
  OGI_RETURN_IF_ERROR(reader.Finish());
  return entry;
}

std::string RuleSet(absl::string_view id) { return Begin(Table::kRuleSet).String(id).Key(); }

Range AllRuleSets() { return All(Table::kRuleSet); }

std::string ActiveRules() { return Begin(Table::kActiveRules).Key(); }

std::string RuleOverlay(absl::string_view id) {
  return Begin(Table::kRuleOverlay).String(id).Key();
}

Range AllRuleOverlays() { return All(Table::kRuleOverlay); }

std::string Audit(const AuditKey& key) {
  return Begin(Table::kAudit).Uint64(static_cast<uint64_t>(key.time_us)).Uint64(key.unique).Key();
}

Range AuditBetween(int64_t begin_us, int64_t end_us) {
  return {Begin(Table::kAudit).Uint64(static_cast<uint64_t>(begin_us)).Key(),
          Begin(Table::kAudit).Uint64(static_cast<uint64_t>(end_us)).Key()};
}

absl::StatusOr<AuditKey> ParseAudit(absl::string_view key) {
  KeyReader reader = Parse(key, Table::kAudit);
  AuditKey audit;
  audit.time_us = static_cast<int64_t>(reader.Uint64());
  audit.unique = reader.Uint64();
  OGI_RETURN_IF_ERROR(reader.Finish());
  return audit;
}

}  // namespace ogi::keys
