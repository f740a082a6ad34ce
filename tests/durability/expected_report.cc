#include "tests/durability/expected_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "domain/form/canonical.h"
#include "domain/testing/reports.h"

namespace ogi {
namespace {

// Acts reach back so far, so that a verification need not.
constexpr int kReach = 6;
constexpr int kMaxTextCharacters = 8000;

// Sound reports, made once.
const v1::AnnualReport& Template(uint64_t number) {
  static const auto* const reports = [] {
    auto* made = new std::vector<v1::AnnualReport>;
    std::mt19937_64 random(1);
    for (int i = 0; i < 16; ++i) made->push_back(RandomCleanReport(v1::EDITION_2021, random));
    return made;
  }();
  return (*reports)[number % reports->size()];
}

std::string NextRequestId() {
  static std::atomic<int64_t> last{0};
  return absl::StrCat("durability-", ++last);
}

}  // namespace

absl::StatusOr<v1::Revision> OnlyExplained(absl::StatusOr<v1::Explanation> answer) {
  if (!answer.ok()) return answer.status();
  v1::Revision revision;
  *revision.add_explanations() = *std::move(answer);
  return revision;
}

void Sequences::Add(const v1::Position& position) {
  absl::MutexLock lock(&mutex_);
  EXPECT_GT(position.sequence(), 0);
  EXPECT_TRUE(by_partition_[position.partition()].insert(position.sequence()).second)
      << "given twice: " << position.ShortDebugString();
}

void Sequences::ExpectNoGaps() const {
  absl::MutexLock lock(&mutex_);
  for (const auto& [partition, sequences] : by_partition_) {
    EXPECT_EQ(*sequences.rbegin() - *sequences.begin() + 1, static_cast<int64_t>(sequences.size()))
        << "a gap in partition " << partition;
  }
}

const Call& ExpectedReport::BeginFiling(std::mt19937_64& random) {
  Call call;
  v1::AnnualReport& report = *call.filing.mutable_report();
  report = Template(random());
  report.set_agency(AgencyName(id_.agency_id));
  report.set_year(id_.year);
  report.set_scope(id_.scope);
  const auto characters = random() % kMaxTextCharacters;
  std::string& text = *report.mutable_overview()->mutable_text();
  for (uint64_t i = 0; i < characters; i += 4) absl::StrAppend(&text, random() % 10000);
  call.filing.set_parent(report.agency());
  call.filing.set_request_id(NextRequestId());
  // No two filings have the same content.
  report.set_signatory(call.filing.request_id());
  return unanswered_.emplace(std::move(call));
}

const Call& ExpectedReport::Begin(std::mt19937_64& random) {
  if (receipts_.empty() || random() % 2 == 0) return BeginFiling(random);
  const int reach = std::min(revisions(), kReach);
  const int number = revisions() - static_cast<int>(random() % static_cast<uint64_t>(reach));
  constexpr Act kActs[] = {Act::kAccept, Act::kPublish, Act::kReturn, Act::kWithdraw};
  const Act first = kActs[random() % 4];
  // Accepting and publishing are tried first: they hold on.
  for (const Act act : {first, Act::kPublish, Act::kAccept}) {
    if (!NextState(states_.revisions[static_cast<size_t>(number - 1)], act).has_value()) continue;
    const v1::Explanation* const open = act == Act::kPublish ? FirstNotExplained(number) : nullptr;
    if (open != nullptr && explained_.size() >= limits::kMaxExplanations) continue;
    if (open != nullptr) return BeginExplaining(*open);
    Call call;
    call.act = act;
    call.revision = RevisionName({id_, number});
    call.request_id = NextRequestId();
    return unanswered_.emplace(std::move(call));
  }
  return BeginFiling(random);
}

const v1::Explanation* ExpectedReport::FirstNotExplained(int number) const {
  for (const v1::Explanation& warning : warnings_[static_cast<size_t>(number - 1)]) {
    const bool explained = std::any_of(
        explained_.begin(), explained_.end(),
        [&warning](const v1::Explanation& each) { return OfOneFinding(each, warning); });
    if (!explained) return &warning;
  }
  return nullptr;
}

const Call& ExpectedReport::BeginExplaining(const v1::Explanation& warning) {
  Call& call = unanswered_.emplace();
  v1::ExplainFindingRequest& request = call.explanation.emplace();
  request.set_parent(ReportName(id_));
  request.set_rule(warning.rule());
  request.set_finding_key(warning.finding_key());
  request.set_request_id(NextRequestId());
  request.set_text(absl::StrCat("核对无误，见 ", request.request_id()));
  return call;
}

void ExpectedReport::SetWarnings(int number, const v1::Verdict& verdict) {
  warnings_.resize(static_cast<size_t>(revisions()));
  Explanations& warnings = warnings_[static_cast<size_t>(number - 1)];
  warnings.Clear();
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.severity() != v1::WARNING) continue;
    v1::Explanation& warning = *warnings.Add();
    warning.set_rule(finding.rule());
    warning.set_finding_key(finding.key());
  }
}

void ExpectedReport::Answered(const v1::Revision& answer) {
  const Call call = *std::move(unanswered_);
  unanswered_.reset();
  if (call.explanation.has_value()) {
    ASSERT_EQ(answer.explanations_size(), 1);
    v1::Explanation& explained = *explained_.Add();
    explained = answer.explanations(0);
    EXPECT_EQ(explained.text(), call.explanation->text());
    sequences_->Add(explained.position());
    explained.clear_position();
    return;
  }
  if (call.act == Act::kSubmit) {
    EXPECT_EQ(answer.name(), RevisionName({id_, revisions() + 1})) << call.filing.request_id();
    EXPECT_EQ(answer.receipt().revision(), answer.name());
    EXPECT_EQ(answer.receipt().digest().value(), DigestOf(call.filing.report()).value());
    sequences_->Add(answer.receipt().position());
    receipts_.push_back(answer.receipt());
    SetWarnings(revisions(), answer.verdict());
    Apply(states_, revisions(), v1::SUBMITTED);
    return;
  }
  const int number = ParseRevisionName(call.revision)->number;
  const v1::State next = *NextState(states_.revisions[static_cast<size_t>(number - 1)], call.act);
  EXPECT_EQ(answer.name(), call.revision);
  EXPECT_EQ(answer.state(), next);
  ASSERT_EQ(answer.changes_size(), 1);
  sequences_->Add(answer.changes(0).position());
  SetWarnings(number, answer.verdict());
  Apply(states_, number, next);
  first_unverified_ = std::min(first_unverified_, std::max(1, number - kReach));
}

void ExpectedReport::Resolve(Target& target) {
  if (!unanswered_.has_value()) return;
  const Call call = *unanswered_;
  const absl::StatusOr<v1::Revision> first = target.Make(call);
  ASSERT_TRUE(first.ok()) << first.status();
  Answered(*first);
  absl::StatusOr<v1::Revision> second = target.Make(call);
  ASSERT_TRUE(second.ok()) << second.status();
  // It says of itself that it is a repeat; the first may be one too, of the call that had no
  // answer.
  EXPECT_TRUE(second->repeated() || call.explanation.has_value());
  second->set_repeated(first->repeated());
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
}

int ExpectedReport::VerifyAll(Target& target) { return Verify(target, 1); }
int ExpectedReport::VerifyNew(Target& target) { return Verify(target, first_unverified_); }

int ExpectedReport::Verify(Target& target, int first) {
  const int latest = NumberIn(target, v1::VIEW_LATEST);
  if (!unanswered_.has_value()) {
    EXPECT_EQ(latest, revisions());
    EXPECT_EQ(NumberIn(target, v1::VIEW_ACCEPTED), states_.accepted);
    EXPECT_EQ(NumberIn(target, v1::VIEW_PUBLISHED), states_.published);
  } else {
    EXPECT_GE(latest, revisions());
    EXPECT_LE(latest, revisions() + (unanswered_->act == Act::kSubmit ? 1 : 0));
  }
  int verified = 0;
  for (int number = first; number <= latest; ++number) {
    v1::GetReportRequest request;
    request.set_name(RevisionName({id_, number}));
    const absl::StatusOr<v1::Revision> found = target.Get(request);
    EXPECT_TRUE(found.ok()) << request.name() << ": " << found.status();
    if (!found.ok()) continue;
    VerifyRevision(number, *found);
    ++verified;
  }
  if (!unanswered_.has_value()) first_unverified_ = std::max(1, revisions() - kReach);
  return verified;
}

void ExpectedReport::VerifyRevision(int number, const v1::Revision& found) const {
  EXPECT_EQ(DigestOf(found.report()).SerializeAsString(),
            found.receipt().digest().SerializeAsString())
      << found.name();
  if (number > revisions()) {
    EXPECT_EQ(found.report().SerializeAsString(), unanswered_->filing.report().SerializeAsString());
    return;
  }
  const auto index = static_cast<size_t>(number - 1);
  EXPECT_EQ(found.receipt().SerializeAsString(), receipts_[index].SerializeAsString())
      << found.name();
  if (unanswered_.has_value()) return;
  EXPECT_EQ(found.state(), states_.revisions[index]) << found.name();
  v1::Revision expected;
  *expected.mutable_explanations() = ExplanationsOf(found.verdict(), explained_);
  v1::Revision shown;
  *shown.mutable_explanations() = found.explanations();
  EXPECT_EQ(shown.SerializeAsString(), expected.SerializeAsString()) << found.name();
}

int ExpectedReport::NumberIn(Target& target, v1::View view) const {
  v1::GetReportRequest request;
  request.set_name(ReportName(id_));
  request.set_view(view);
  const absl::StatusOr<v1::Revision> found = target.Get(request);
  if (absl::IsNotFound(found.status())) return 0;
  EXPECT_TRUE(found.ok()) << request.name() << ": " << found.status();
  return found.ok() ? ParseRevisionName(found->name())->number : 0;
}

}  // namespace ogi
