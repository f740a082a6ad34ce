#include "services/outbox/outbox.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/log/record_text.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/log_entry.h"
#include "services/handler/records.h"
#include "services/handler/revision_change.h"
#include "services/judging/counting_revision.h"
#include "services/judging/judge_revision.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::LoggedAct;
using storage::v1::OutboxRecord;
using storage::v1::ReportRecord;

constexpr size_t kMarksAtOnce = 100;

// Errors that another look would meet again: the mark is of no use.
bool IsForGood(const absl::Status& status) {
  return absl::IsNotFound(status) || absl::IsFailedPrecondition(status);
}

// One mark.
class MarkedReport {
 public:
  MarkedReport(const Environment& environment, Committer* committer, const Partition& partition,
               OutboxLook& look)
      : environment_(environment), committer_(committer), partition_(partition), look_(look) {}

  absl::Status Settle(const Item& item) {
    OGI_ASSIGN_OR_RETURN(const ReportId id, keys::ParseOutbox(item.key));
    OGI_ASSIGN_OR_RETURN(const auto mark, ParseRecord<OutboxRecord>(item));
    absl::Status judged = JudgeAll(id, mark->message.cause());
    if (!judged.ok() && !IsForGood(judged)) {
      look_.oldest = std::min(look_.oldest, absl::FromUnixMicros(mark->message.mark_time_us()));
      return judged;
    }
    Commit commit;
    commit.token = environment_.random->Bytes(kTokenBytes);
    // Not if it was made anew.
    commit.writes.push_back({item.key, std::nullopt, item.version});
    return Propose(partition_, std::move(commit), {});
  }

 private:
  // The revision that counts, and the latest, if it waits to be decided on.
  absl::Status JudgeAll(const ReportId& id, const std::string& cause) {
    OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                         environment_.store->Get(PartitionOf(id.agency_id), keys::Report(id)));
    OGI_ASSIGN_OR_RETURN(const auto head, ParseRecord<ReportRecord>(item));
    if (!head.has_value() || head->message.revisions().empty()) return absl::OkStatus();
    std::set<int> numbers = {CountingRevision(head->message)};
    const int latest = head->message.revisions_size();
    if (head->message.revisions(latest - 1).state() == v1::SUBMITTED) numbers.insert(latest);
    for (const int number : numbers) {
      if (number != 0) OGI_RETURN_IF_ERROR(Judge({id, number}, cause));
    }
    return absl::OkStatus();
  }

  absl::Status Judge(const RevisionId& id, const std::string& cause) {
    const absl::Time now = environment_.clock->Now();
    RevisionChange change;
    change.id = id;
    change.token = environment_.random->Bytes(kTokenBytes);
    OGI_ASSIGN_OR_RETURN(const RevisionBefore before, ReadBefore(*environment_.store, change));
    OGI_ASSIGN_OR_RETURN(JudgedAnew judged, JudgeAnew(environment_, id, before, now));
    ++look_.judged;
    if (!judged.changed) return absl::OkStatus();
    Commit commit;
    commit.token = change.token;
    AddJudgedAnew(id, before, judged, cause, now, commit);
    LoggedAct act;
    act.set_kind(LoggedAct::JUDGED_ANEW);
    act.set_resource(RevisionName(id));
    act.set_content_digest(RecordDigest(judged.verdict));
    const bool turned = Turns(before.entry(id), judged.verdict);
    OGI_RETURN_IF_ERROR(Propose(Partition(change.partition()), std::move(commit), act));
    ++look_.changed;
    if (turned) ++look_.turned;
    return absl::OkStatus();
  }

  absl::Status Propose(const Partition& partition, Commit commit, const LoggedAct& act) {
    Proposal proposal{.partition = partition};
    proposal.commit = std::move(commit);
    if (act.kind() != LoggedAct::KIND_UNSPECIFIED) {
      proposal.log = LogEntryOf(act, {}, "", *environment_.random);
    }
    return ProposeAndWait(committer_, std::move(proposal));
  }

  const Environment& environment_;
  Committer* const committer_;
  const Partition& partition_;
  OutboxLook& look_;
};

}  // namespace

absl::StatusOr<OutboxLook> Outbox::Look(const std::function<bool()>& stopped) {
  OutboxLook look;
  for (const Partition& partition : AllPartitions()) {
    Range range = keys::AllOutbox();
    do {
      if (stopped()) return look;
      OGI_ASSIGN_OR_RETURN(Page page,
                           environment_->store->Scan(partition, range, {.items = kMarksAtOnce}));
      for (const Item& item : page.items) {
        if (stopped()) return look;
        const absl::Status settled =
            MarkedReport(*environment_, committer_, partition, look).Settle(item);
        if (settled.ok()) continue;
        ++look.left;
        look.failure = settled;
      }
      range.begin = std::move(page.next);
    } while (!range.begin.empty());
  }
  return look;
}

}  // namespace ogi
