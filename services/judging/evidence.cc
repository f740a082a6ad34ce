#include "services/judging/evidence.h"

#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "services/handler/records.h"
#include "storage/keys/keys.h"

namespace ogi {

using storage::v1::PayloadRecord;
using storage::v1::ReportRecord;

absl::StatusOr<std::vector<std::optional<Item>>> EvidenceReader::Read(
    absl::string_view partition, const std::vector<std::string>& keys) {
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items, store_.MultiGet(partition, keys));
  if (partition != partition_) return items;
  for (size_t i = 0; i < keys.size(); ++i) {
    guards_.push_back({keys[i], items[i].has_value() ? items[i]->version : kAbsent});
  }
  return items;
}

absl::StatusOr<ReportRecord> EvidenceReader::ReadHead(const ReportId& id) {
  OGI_ASSIGN_OR_RETURN(const auto items, Read(PartitionOf(id.agency_id), {keys::Report(id)}));
  OGI_ASSIGN_OR_RETURN(auto record, ParseRecord<ReportRecord>(items[0]));
  return record.has_value() ? std::move(record->message) : ReportRecord();
}

absl::Status EvidenceReader::AddRevision(const RevisionId& id, const ReportRecord& head,
                                         OtherReports& others) {
  const absl::string_view partition = PartitionOf(id.report.agency_id);
  OGI_ASSIGN_OR_RETURN(const std::optional<Item> item, store_.Get(partition, keys::Payload(id)));
  OGI_ASSIGN_OR_RETURN(Record<PayloadRecord> payload,
                       ParsePresentRecord<PayloadRecord>(item, RevisionName(id)));
  reports_.push_back(std::move(*payload.message.mutable_report()));
  v1::VerdictInput input;
  input.set_revision(RevisionName(id));
  input.mutable_digest()->set_algorithm(v1::Digest::SHA256);
  input.mutable_digest()->set_value(head.revisions(id.number - 1).digest());
  *input.mutable_position() = PositionOf(partition, payload.stamp);
  others.Add(reports_.back(), Figures(reports_.back()), std::move(input));
  return absl::OkStatus();
}

}  // namespace ogi
