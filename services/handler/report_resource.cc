#include "services/handler/report_resource.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "storage/keys/keys.h"

namespace ogi {

ReportStates StatesOf(const storage::v1::ReportRecord& record) {
  ReportStates states;
  for (const auto& entry : record.revisions()) states.revisions.push_back(entry.state());
  states.accepted = record.accepted();
  states.published = record.published();
  return states;
}

void SetStates(const ReportStates& states, storage::v1::ReportRecord& record) {
  for (int i = 0; i < record.revisions_size(); ++i) {
    record.mutable_revisions(i)->set_state(states.revisions[static_cast<size_t>(i)]);
  }
  record.set_accepted(states.accepted);
  record.set_published(states.published);
}

v1::Revision RevisionResource(const RevisionId& id, const storage::v1::RevisionRecord& record,
                              v1::State state, bool historical) {
  v1::Revision revision;
  revision.set_name(RevisionName(id));
  revision.set_state(state);
  *revision.mutable_actor() = record.actor();
  revision.set_historical(historical);
  v1::Receipt& receipt = *revision.mutable_receipt();
  receipt.set_revision(revision.name());
  receipt.set_agency_display_name(record.agency_display_name());
  *receipt.mutable_digest() = record.digest();
  receipt.set_realm(record.realm());
  *receipt.mutable_receive_time() = ToTimestamp(absl::FromUnixMicros(record.receive_time_us()));
  return revision;
}

v1::Revision RevisionResource(const RevisionId& id,
                              const Record<storage::v1::RevisionRecord>& record, v1::State state,
                              bool historical) {
  v1::Revision revision = RevisionResource(id, record.message, state, historical);
  SetCommit(id, record.stamp, *revision.mutable_receipt());
  return revision;
}

absl::StatusOr<v1::Verdict> ReadVerdict(const Reader& store, const RevisionId& id, int number) {
  if (number == 0) return v1::Verdict();
  OGI_ASSIGN_OR_RETURN(std::optional<Item> item,
                       store.Get(PartitionOf(id.report.agency_id),
                                 keys::Verdict(id, static_cast<uint32_t>(number))));
  OGI_ASSIGN_OR_RETURN(
      Record<storage::v1::VerdictRecord> record,
      ParsePresentRecord<storage::v1::VerdictRecord>(item, "a verdict on a revision"));
  return std::move(*record.message.mutable_verdict());
}

void SetCommit(const RevisionId& id, const Stamp& stamp, v1::Receipt& receipt) {
  *receipt.mutable_position() = PositionOf(PartitionOf(id.report.agency_id), stamp);
  *receipt.mutable_commit_time() = ToTimestamp(stamp.commit_time);
}

v1::StateChange StateChangeResource(const RevisionId& id, const storage::v1::ActRecord& record,
                                    const Stamp& stamp) {
  v1::StateChange change;
  change.set_from(record.from());
  change.set_to(record.to());
  change.set_reason(record.reason());
  *change.mutable_actor() = record.actor();
  *change.mutable_change_time() = ToTimestamp(stamp.commit_time);
  *change.mutable_position() = PositionOf(PartitionOf(id.report.agency_id), stamp);
  return change;
}

v1::Report ReportResource(const ReportId& id, const Record<storage::v1::ReportRecord>& record) {
  const auto& latest = *record.message.revisions().rbegin();
  v1::Report report;
  report.set_name(ReportName(id));
  report.set_agency_display_name(record.message.agency_display_name());
  report.set_year(id.year);
  report.set_scope(id.scope);
  report.set_latest_revision(record.message.revisions_size());
  report.set_state(latest.state());
  report.set_outcome(latest.outcome());
  report.set_accepted_revision(record.message.accepted());
  report.set_published_revision(record.message.published());
  report.set_historical(latest.historical());
  report.set_error_count(latest.errors());
  report.set_warning_count(latest.warnings());
  report.set_info_count(latest.infos());
  report.set_etag(EtagOf(record.version));
  *report.mutable_update_time() = ToTimestamp(record.stamp.commit_time);
  return report;
}

v1::Report PublishedReportResource(const ReportId& id,
                                   const Record<storage::v1::ReportRecord>& record) {
  const int published = record.message.published();
  const auto& revision = record.message.revisions(published - 1);
  v1::Report report;
  report.set_name(ReportName(id));
  report.set_agency_display_name(record.message.agency_display_name());
  report.set_year(id.year);
  report.set_scope(id.scope);
  report.set_latest_revision(published);
  report.set_state(revision.state());
  report.set_outcome(revision.outcome());
  report.set_accepted_revision(published);
  report.set_published_revision(published);
  report.set_historical(revision.historical());
  return report;
}

absl::StatusOr<v1::Revision> Assemble(StoredRevision stored) {
  if (!stored.revision.MergeFromString(stored.stored_fields)) {
    return errors::RecordDamaged(absl::StrCat("the payload of ", stored.revision.name()));
  }
  return std::move(stored.revision);
}

}  // namespace ogi
