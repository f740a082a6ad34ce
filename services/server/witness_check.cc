#include "services/server/witness_check.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/audit/audit_log.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"
#include "storage/witness/witness.h"

namespace ogi {
namespace {

using storage::v1::WitnessGapRecord;

// What the witness has seen and the store has not. Without a witness, or where it is of another
// epoch than the store, sequences say nothing of each other: the places do.
WitnessGapRecord GapOf(const std::optional<Heads>& witness, const Heads& store) {
  WitnessGapRecord gap;
  gap.set_witness_missing(!witness.has_value());
  for (const auto& [partition, seen] : witness.value_or(Heads())) {
    const auto found = store.find(partition);
    const Place head = found == store.end() ? Place{} : found->second;
    if (head >= seen) continue;
    WitnessGapRecord::Partition& behind = *gap.add_partitions();
    behind.set_partition(partition);
    behind.set_witnessed(seen.sequence);
    behind.set_found(head.sequence);
    behind.set_epoch(std::max(head.epoch, seen.epoch) + 1);
  }
  if (witness.has_value()) return gap;
  // What is lost is not known, so nothing that comes may look like what was.
  for (const auto& [partition, head] : store) {
    WitnessGapRecord::Partition& each = *gap.add_partitions();
    each.set_partition(partition);
    each.set_witnessed(head.sequence);
    each.set_found(head.sequence);
    each.set_epoch(head.epoch + 1);
  }
  return gap;
}

std::string TextOf(const WitnessGapRecord& gap) {
  std::string text;
  for (const WitnessGapRecord::Partition& each : gap.partitions()) {
    if (gap.witness_missing()) continue;
    absl::StrAppend(&text, "分区 ", each.partition(), "：已确认到序号 ", each.witnessed(),
                    "，存储中只有 ", each.found(), "\nPartition ", each.partition(),
                    ": acknowledged up to ", each.witnessed(), ", the store has ", each.found(),
                    "\n");
  }
  return text;
}

// From now on the partition counts from the witness's sequence on, in a new epoch.
absl::Status BeginEpoch(Store& store, const WitnessGapRecord::Partition& gap, Random* random) {
  OGI_ASSIGN_OR_RETURN(Stamp stamp, LatestStamp(store, gap.partition()));
  stamp.place = {.epoch = gap.epoch(), .sequence = std::max(gap.witnessed(), gap.found())};
  Commit commit;
  commit.token = random->Bytes(kTokenBytes);
  commit.writes = {{keys::PartitionHead(), EncodeStamp(stamp), std::nullopt}};
  commit.note = EncodeStamp(stamp);
  return store.CommitAlone(gap.partition(), commit);
}

absl::Status Record(Store& store, const WitnessGapRecord& gap, Random* random, const Clock* clock) {
  Proposal proposal;
  proposal.partition = Partition(kLocalPartition);
  proposal.commit.token = random->Bytes(kTokenBytes);
  storage::v1::AuditEntry entry;
  entry.mutable_actor()->set_peer("unix");
  entry.set_method("ogid/accept-witness");
  entry.set_count(1);
  proposal.commit.writes = {
      {keys::WitnessGap(gap.accept_time_us()), gap.SerializeAsString(), kAbsent},
      AuditWrite(clock->Now(), proposal.commit.token, entry)};
  return CommitNow(&store, clock, std::move(proposal));
}

}  // namespace

std::string WitnessFile(const std::string& data_directory) {
  return absl::StrCat(data_directory, "/witness");
}

absl::Status CheckWitness(const Reader& store, const std::string& data_directory) {
  OGI_ASSIGN_OR_RETURN(const Heads heads, HeadsOf(store));
  const absl::StatusOr<std::optional<Heads>> witness = ReadWitness(WitnessFile(data_directory));
  constexpr absl::string_view kWhatToDo =
      "请先查找较新的备份或另一块磁盘；确认数据已无法找回后，运行 ogid accept-witness 声明缺失，"
      "再启动服务。\nLook for a newer backup or another disk first. Once it is certain that "
      "nothing "
      "can be found, declare the gap with ogid accept-witness and start the server again.";
  if (absl::IsDataLoss(witness.status()) || (witness.ok() && !witness->has_value())) {
    if (witness.ok() && heads.empty()) return absl::OkStatus();
    return absl::FailedPreconditionError(absl::StrCat(
        "数据目录 ", data_directory,
        " 的见证文件 witness 缺失或损坏，不能确定已受理的报送是否都在。\nThe witness of ",
        data_directory,
        " is missing or damaged: nobody can tell whether all that was acknowledged is "
        "there.\n",
        kWhatToDo));
  }
  OGI_RETURN_IF_ERROR(witness.status());
  const WitnessGapRecord gap = GapOf(*witness, heads);
  if (gap.partitions().empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("数据目录 ", data_directory, " 缺少已受理的报送，服务不能启动。\nThe store in ",
                   data_directory, " lacks filings that were acknowledged; it is not served.\n",
                   TextOf(gap), kWhatToDo));
}

absl::StatusOr<std::string> AcceptWitness(Store& store, const std::string& data_directory,
                                          Random* random, const Clock* clock) {
  OGI_ASSIGN_OR_RETURN(const Heads heads, HeadsOf(store));
  absl::StatusOr<std::optional<Heads>> witness = ReadWitness(WitnessFile(data_directory));
  if (absl::IsDataLoss(witness.status())) witness = std::optional<Heads>();
  OGI_RETURN_IF_ERROR(witness.status());
  WitnessGapRecord gap = GapOf(*witness, heads);
  if (gap.partitions().empty()) return std::string();
  gap.set_accept_time_us(absl::ToUnixMicros(clock->Now()));
  for (const WitnessGapRecord::Partition& each : gap.partitions()) {
    OGI_RETURN_IF_ERROR(BeginEpoch(store, each, random));
  }
  OGI_RETURN_IF_ERROR(Record(store, gap, random, clock));
  OGI_ASSIGN_OR_RETURN(const Heads now, HeadsOf(store));
  OGI_RETURN_IF_ERROR(WriteWitness(WitnessFile(data_directory), now));
  if (!gap.witness_missing()) return TextOf(gap);
  return absl::StrCat(
      "原来没有见证文件或不可读，现已按存储中的内容建立，序号自新一期续编。\nThere was no witness "
      "that could be "
      "read; one has been made from what the store has, and a new epoch begins.\n");
}

}  // namespace ogi
