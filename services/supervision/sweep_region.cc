#include "services/supervision/sweep_region.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/season/season.h"
#include "domain/supervision/sweep_totals.h"
#include "services/handler/page_token.h"
#include "services/handler/request_checks.h"
#include "services/season/roster.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

constexpr int kSiblingsAtOnce = limits::kMaxOrgansCompared;
constexpr int64_t kProgressEvery = 500;
// Organs without an event, after which others may have the thread.
constexpr int kStepsAtOnce = 200;

// All that a token holds for: the rules too, if they are asked again.
std::string BoundOf(v1::SweepRegionRequest request, const RulesInForce& rules,
                    absl::string_view candidate) {
  request.clear_resume_token();
  return absl::StrCat("sweep\n", request.SerializeAsString(), "\n",
                      rules.book->rule_set().digest().value(), candidate);
}

}  // namespace

SweepReader::SweepReader(const Environment& environment, const v1::SweepRegionRequest& request,
                         SweepQuestion question, absl::Time now, absl::string_view candidate)
    : environment_(&environment),
      request_(request),
      question_(question),
      judge_(environment, question, request, now),
      bound_(BoundOf(request, judge_.rules(), candidate)) {}

absl::StatusOr<SweepReader> SweepReader::Begin(const Environment& environment,
                                               const RequestContext& context,
                                               const v1::SweepRegionRequest& request,
                                               absl::string_view candidate) {
  FieldViolations violations;
  const std::optional<std::string> root =
      CheckAgencyName("superior", request.superior(), &violations);
  if (!IsReportYear(request.year())) {
    violations.Add("year", absl::StrCat("年度应为 ", limits::kFirstYear, " 年及以后，请更正。"),
                   absl::StrCat("must be ", limits::kFirstYear, " or later."));
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  SweepQuestion question = {.year = request.year(),
                            .scope = request.scope() == v1::AGGREGATE ? v1::AGGREGATE : v1::OWN,
                            .today = ChinaDay(context.receive_time),
                            .seasons = environment.seasons};
  OGI_ASSIGN_OR_RETURN(question.roster_frozen, IsRosterFrozen(environment, request.year()));

  SweepReader reader(environment, request, question, context.receive_time, candidate);
  OGI_ASSIGN_OR_RETURN(const std::string path,
                       ReadPageToken(environment.secret, reader.bound_, request.resume_token()));
  OGI_RETURN_IF_ERROR(reader.BeginAt(path.empty() ? *root : path));
  // Told already.
  if (!path.empty()) reader.levels_.front().place = 1;
  return reader;
}

absl::Status SweepReader::BeginAt(const std::string& path) {
  const std::vector<std::string> ids = absl::StrSplit(path, '/');
  OGI_ASSIGN_OR_RETURN(const auto item,
                       environment_->store->Get(PartitionOf(ids[0]), keys::Agency(ids[0])));
  OGI_ASSIGN_OR_RETURN(auto record, ParseRecord<storage::v1::AgencyRecord>(item));
  if (!record.has_value()) return errors::AgencyNotFound(AgencyName(ids[0]));
  Siblings root;
  root.agencies.push_back({ids[0], *std::move(record)});
  OGI_ASSIGN_OR_RETURN(root.rows, ReadSweepRows(*environment_->store, question_, root.agencies));
  OGI_RETURN_IF_ERROR(judge_.Judge(*environment_->store, root.agencies, root.rows));
  region_ = {root.rows[0].told.agency(), root.rows[0].told.display_name()};
  levels_.push_back(std::move(root));
  if (request_.resume_token().empty()) return absl::OkStatus();
  // Each level goes on behind the organ of the path; below the last, with its first subordinate.
  path_ = ids;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (i + 1 == ids.size()) return Descend(ids[i], "");
    OGI_RETURN_IF_ERROR(DescendBehind(ids[i], ids[i + 1]));
    const Siblings& level = levels_.back();
    if (i > 0 || level.place == 0 || level.agencies[level.place - 1].id != ids[1]) continue;
    const v1::SweptAgency& told = level.rows[level.place - 1].told;
    region_ = {told.agency(), told.display_name()};
  }
  return absl::OkStatus();
}

absl::Status SweepReader::DescendBehind(const std::string& superior_id, const std::string& id) {
  std::string first_id;
  while (true) {
    OGI_RETURN_IF_ERROR(Descend(superior_id, first_id));
    Siblings& level = levels_.back();
    if (level.next_id.empty() || level.next_id > id) {
      while (level.place < level.agencies.size() && level.agencies[level.place].id <= id) {
        ++level.place;
      }
      return absl::OkStatus();
    }
    first_id = level.next_id;
    levels_.pop_back();
  }
}

absl::Status SweepReader::Descend(const std::string& superior_id, const std::string& first_id) {
  const std::unique_ptr<Reader> snapshot = environment_->store->Snapshot();
  OGI_ASSIGN_OR_RETURN(SubordinatesPage page, Subordinates(*snapshot, superior_id, question_.today,
                                                           first_id, kSiblingsAtOnce));
  Siblings level;
  level.superior_id = superior_id;
  OGI_ASSIGN_OR_RETURN(level.rows, ReadSweepRows(*snapshot, question_, page.agencies));
  OGI_RETURN_IF_ERROR(judge_.Judge(*snapshot, page.agencies, level.rows));
  level.agencies = std::move(page.agencies);
  level.next_id = std::move(page.next_id);
  levels_.push_back(std::move(level));
  return absl::OkStatus();
}

absl::StatusOr<bool> SweepReader::MayBeParent(const std::string& id) {
  Siblings& level = levels_.back();
  // Those of a central organ may be in any partition.
  if (PartitionOf(id) == kCentralPartition) return true;
  if (id > level.next_parent || level.next_parent.empty()) {
    auto last = level.agencies.end() - 1;
    while (PartitionOf(last->id) != PartitionOf(id)) --last;
    const Range range = {keys::SubordinatesOf(id).begin, keys::SubordinatesOf(last->id).end};
    OGI_ASSIGN_OR_RETURN(const Page page,
                         environment_->store->Scan(PartitionOf(id), range, {.items = 1}));
    level.next_parent = last->id + "~";
    if (!page.items.empty()) {
      OGI_ASSIGN_OR_RETURN(keys::SubordinateKey key, keys::ParseSubordinate(page.items[0].key));
      level.next_parent = std::move(key.superior_id);
    }
  }
  return id == level.next_parent;
}

absl::Status SweepReader::Step() {
  Siblings& level = levels_.back();
  if (level.place == level.agencies.size()) {
    const std::string superior_id = level.superior_id;
    const std::string next_id = level.next_id;
    levels_.pop_back();
    if (!next_id.empty()) return Descend(superior_id, next_id);
    at_end_ = levels_.empty();
    return absl::OkStatus();
  }
  const std::string id = level.agencies[level.place].id;
  SweepRow& swept = level.rows[level.place];
  v1::SweptAgency& row = swept.told;
  ++level.place;
  // The levels below the swept organ's own are one more than the organs above this one.
  path_.resize(levels_.size() - 1);
  path_.push_back(id);
  if (levels_.size() == 2) region_ = {row.agency(), row.display_name()};
  if (swept.IsToBeTold()) AddRow(row, region_.agency, region_.name, totals_);
  if (swept.IsToBeTold() && !request_.totals_only())
    *events_.emplace_back().mutable_agency() = std::move(row);
  ++agencies_;
  if (agencies_ % kProgressEvery == 0) TellProgress(/*last=*/false);
  // A circle of superiors is no tree.
  if (static_cast<int>(levels_.size()) > limits::kMaxTreeDepth) return absl::OkStatus();
  OGI_ASSIGN_OR_RETURN(const bool parent, MayBeParent(id));
  return parent ? Descend(id, "") : absl::OkStatus();
}

void SweepReader::TellProgress(bool last) {
  v1::SweepProgress& progress = *events_.emplace_back().mutable_progress();
  progress.set_agencies(agencies_);
  totals_.set_roster_frozen(question_.roster_frozen);
  *totals_.mutable_day() = ToDate(question_.today);
  *progress.mutable_totals() = std::move(totals_);
  totals_ = {};
  if (!last) {
    progress.set_resume_token(
        MakePageToken(environment_->secret, bound_, absl::StrJoin(path_, "/")));
  }
}

absl::StatusOr<std::optional<v1::SweepRegionResponse>> SweepReader::Next() {
  for (int step = 0; events_.empty() && !at_end_; ++step) {
    if (step == kStepsAtOnce) return std::nullopt;
    OGI_RETURN_IF_ERROR(Step());
    if (at_end_) TellProgress(/*last=*/true);
  }
  if (events_.empty()) return std::nullopt;
  v1::SweepRegionResponse event = std::move(events_.front());
  events_.pop_front();
  return event;
}

}  // namespace ogi
