#include "domain/rules/rule_book.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/limits.h"
#include "domain/rules/compiled_rule.h"
#include "domain/rules/diagnosis.h"
#include "domain/rules/finding_key.h"
#include "domain/rules/overlays.h"
#include "domain/rules/verdict.h"

namespace ogi {
namespace {

constexpr absl::string_view kCatalogueFolder = "rules/catalogue/";
constexpr absl::string_view kCasesSuffix = ".cases.textproto";

template <typename Values, typename Value>
bool Contains(const Values& values, Value value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

template <typename Values, typename Value>
bool EmptyOrHas(const Values& values, Value value) {
  return values.empty() || Contains(values, value);
}

bool InYears(const v1::Rule& rule, int year) {
  return (rule.first_year() == 0 || year >= rule.first_year()) &&
         (rule.last_year() == 0 || year <= rule.last_year());
}

// By the overlays; SEVERITY_UNSPECIFIED for a rule that is off.
v1::Severity SeverityOf(const v1::Rule& rule, const Judging& judging) {
  if (judging.weights == nullptr) return rule.severity();
  const auto found = judging.weights->effects.find(rule.id());
  if (found == judging.weights->effects.end()) return rule.severity();
  switch (found->second) {
    case v1::RuleOverlay::AS_INFO:
      return v1::INFO;
    case v1::RuleOverlay::AS_WARNING:
      return v1::WARNING;
    case v1::RuleOverlay::AS_ERROR:
      return v1::ERROR;
    default:
      return v1::SEVERITY_UNSPECIFIED;
  }
}

// Names them, and puts errors first again.
void AddOverlays(const RuleWeights& weights, v1::Verdict& verdict) {
  for (const std::string& name : weights.overlays) verdict.add_overlays(name);
  auto& findings = *verdict.mutable_findings();
  std::stable_sort(
      findings.pointer_begin(), findings.pointer_end(),
      [](const v1::Finding* a, const v1::Finding* b) { return a->severity() > b->severity(); });
}

// Whether its sums must hold in every report, so that they tell where a figure is wrong.
bool IsOfTheTables(const v1::Rule& rule) {
  return rule.severity() == v1::ERROR && rule.category() == v1::Rule::ARITHMETIC;
}

bool IsThere(const OtherReports* reports) {
  return reports != nullptr && reports->totals.reports() > 0;
}

bool Has(v1::Need need, const Subject& subject) {
  switch (need) {
    case v1::LAST_YEAR:
      return IsThere(subject.last_year);
    case v1::SUBORDINATES:
      return subject.subordinates != nullptr && subject.subordinates->IsWhole();
    case v1::KNOWN_SUBORDINATES:
      return subject.subordinates != nullptr && IsThere(&subject.subordinates->final_reports);
    case v1::SUBORDINATE_LIST:
      return subject.subordinates != nullptr;
    case v1::OWN_REPORT:
      return IsThere(subject.own);
    case v1::LEDGER:
      return IsThere(subject.ledger);
    case v1::PEERS:
      return subject.peers != nullptr;
    case v1::REGISTRY:
      return subject.agency != nullptr;
    case v1::FILING:
      return subject.filing != nullptr;
    default:
      return true;
  }
}

// Whether a rule that needs it has nothing to say here, and no word is to be lost on that.
bool IsBesideThePoint(v1::Need need, const Subject& subject) {
  switch (need) {
    case v1::LAST_YEAR:
      return subject.agency != nullptr && !subject.agency->existed_last_year;
    case v1::KNOWN_SUBORDINATES:
      return subject.subordinates != nullptr &&
             (subject.subordinates->IsWhole() || !IsThere(&subject.subordinates->final_reports));
    case v1::PEERS:
      return subject.peers == nullptr;
    default:
      return false;
  }
}

// The findings of a rule of sums.
class SumsRun {
 public:
  SumsRun(const Subject& subject, SumBudget& budget, FindingWriter& writer)
      : subject_(subject), budget_(budget), writer_(writer) {}

  void Run(const std::vector<Comparison>& comparisons) {
    for (const Comparison& comparison : comparisons) {
      const Assessment assessment = Assess(comparison, subject_, budget_);
      switch (assessment.result) {
        case Assessment::Result::kHolds:
          break;
        case Assessment::Result::kFails:
          if (++failures_ <= limits::kMaxFindingsOfSums) AddFailure(comparison, assessment);
          break;
        case Assessment::Result::kUncertain:
          if (++undecided_ <= limits::kMaxFindingsOfSums) AddUncertain(comparison, assessment);
          break;
        case Assessment::Result::kNotAssessable:
          not_assessable_.push_back(&comparison);
          missing_.insert(missing_.end(), assessment.missing.begin(), assessment.missing.end());
          break;
      }
    }
    AddFurther(v1::Finding::FAIL, failures_ - limits::kMaxFindingsOfSums);
    AddFurther(v1::Finding::UNCERTAIN, undecided_ - limits::kMaxFindingsOfSums);
    if (!not_assessable_.empty()) AddNotAssessable();
  }

 private:
  void AddFailure(const Comparison& comparison, const Assessment& assessment) {
    if (!assessment.left.has_value() || !assessment.right.has_value()) {
      v1::Finding& finding = writer_.Add(v1::Finding::FAIL);
      writer_.AddTerms(assessment.terms, finding);
      finding.set_message(
          absl::StrCat(comparison.place.chinese, "：有单元格不止一种读法，但无论取哪一种都不成立（",
                       writer_.rule().title(), "）；请对照原件核对各数，改正后重新报送。"));
      finding.set_message_en(absl::StrCat(
          comparison.place.english,
          ": a cell can be read more than one way, but with every reading this does not hold: ",
          writer_.rule().title_en(),
          ". Check the figures against the document, mend them and file again."));
      return;
    }
    const CellValue left = *assessment.left;
    const CellValue right = *assessment.right;
    const auto both = [&comparison](CellValue value) -> Wording {
      const std::string text = ValueText(value, comparison.money);
      if (!comparison.money) return {text, text};
      // The form's label says 万元.
      return {absl::StrCat(text, " 元"), absl::StrCat(text, " yuan")};
    };
    v1::Finding& finding =
        writer_.Fail({{"place", comparison.place},
                      {"left", both(left)},
                      {"right", both(right)},
                      {"difference", both(left > right ? left - right : right - left)}});
    writer_.AddTerms(assessment.terms, finding);
    finding.mutable_comparison()->set_left(ValueText(left, comparison.money));
    finding.mutable_comparison()->set_right(ValueText(right, comparison.money));
    finding.mutable_comparison()->set_difference(ValueText(left - right, comparison.money));
  }

  // Those that are too many to tell one by one.
  void AddFurther(v1::Finding::Result result, int count) {
    if (count <= 0) return;
    const bool fails = result == v1::Finding::FAIL;
    v1::Finding& finding = writer_.Add(result);
    finding.set_message(absl::StrCat("另有 ", count, " 处同样", fails ? "不符" : "存疑", "（",
                                     writer_.rule().title(),
                                     "）；这样多，请先核对两边是不是应当对照的报告。"));
    finding.set_message_en(absl::StrCat(count, " more places ", fails ? "do not hold" : "are open",
                                        " (", writer_.rule().title_en(),
                                        "). With so many, check first that the two sides belong "
                                        "together."));
  }

  void AddUncertain(const Comparison& comparison, const Assessment& assessment) {
    v1::Finding& finding = writer_.Uncertain(
        {absl::StrCat(
             comparison.place.chinese,
             "：有单元格不止一种读法，有的读法成立，有的不成立；请对照原件确定该单元格的数。"),
         absl::StrCat(comparison.place.english,
                      ": a cell can be read more than one way, and the rule holds with some "
                      "readings only; settle the cell's number by the document.")});
    writer_.AddTerms(assessment.terms, finding);
  }

  // One finding for all that could not be compared.
  void AddNotAssessable() {
    constexpr size_t kMaxPlaces = 4;
    const auto key = [](const Term& term) { return std::pair(term.source, term.cell); };
    std::sort(missing_.begin(), missing_.end(),
              [&key](const Term& a, const Term& b) { return key(a) < key(b); });
    missing_.erase(std::unique(missing_.begin(), missing_.end(),
                               [&key](const Term& a, const Term& b) { return key(a) == key(b); }),
                   missing_.end());
    const bool of_this_report = std::any_of(missing_.begin(), missing_.end(), [](const Term& term) {
      return term.source == Source::kReport;
    });
    missing_.resize(std::min(missing_.size(), limits::kMaxMissingCells));
    std::vector<absl::string_view> chinese;
    std::vector<absl::string_view> english;
    for (size_t i = 0; i < std::min(kMaxPlaces, not_assessable_.size()); ++i) {
      chinese.push_back(not_assessable_[i]->place.chinese);
      english.push_back(not_assessable_[i]->place.english);
    }
    const size_t count = not_assessable_.size();
    v1::Finding& finding = writer_.Add(v1::Finding::NOT_ASSESSABLE);
    writer_.AddTerms(missing_, finding);
    finding.set_message(absl::StrCat(
        absl::StrJoin(chinese, "、"), count > kMaxPlaces ? "等" : "", "共 ", count, " 处无法核对：",
        of_this_report ? "所需单元格空白或不是数，而空白不等于零；请补填后重新报送。"
                       : "所对照的报告或台账中，相应单元格空白或不是数，而空白不等于零；"
                         "请先补正所对照的报告或台账。"));
    finding.set_message_en(absl::StrCat(
        absl::StrJoin(english, "; "), count > kMaxPlaces ? "; and others" : "", ": ", count,
        of_this_report
            ? " in all cannot be checked, for cells they need are blank or hold no number, and "
              "blank is not zero; fill them in and file again."
            : " in all cannot be checked, for cells of the report or ledger to compare with are "
              "blank or hold no number, and blank is not zero; mend these first."));
  }

  const Subject& subject_;
  SumBudget& budget_;
  FindingWriter& writer_;
  int failures_ = 0;
  int undecided_ = 0;
  std::vector<const Comparison*> not_assessable_;
  std::vector<Term> missing_;
};

}  // namespace

const RuleBook& RuleBook::BuiltIn() {
  static const auto* const book = [] {
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : EmbeddedFiles()) {
      if (absl::StartsWith(file.name, kCatalogueFolder) &&
          !absl::EndsWith(file.name, kCasesSuffix)) {
        files.push_back(file);
      }
    }
    return new RuleBook(Read(files).value());
  }();
  return *book;
}

const v1::Rule* RuleBook::Find(absl::string_view id) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(),
                                  [id](const v1::Rule& rule) { return rule.id() == id; });
  return found == rules_.end() ? nullptr : &*found;
}

const std::vector<Comparison>& RuleBook::ComparisonsOf(absl::string_view id,
                                                       v1::Edition edition) const {
  static const auto* const none = new std::vector<Comparison>;
  for (size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].id() == id) return compiled_[i]->comparisons[edition == v1::EDITION_2019 ? 0 : 1];
  }
  return *none;
}

void RuleBook::AddDiagnosis(const Subject& subject, v1::Verdict& verdict) const {
  const v1::Edition edition = subject.report->edition();
  std::vector<const Comparison*> check_sums;
  for (size_t i = 0; i < rules_.size(); ++i) {
    if (!IsOfTheTables(rules_[i])) continue;
    for (const Comparison& comparison :
         compiled_[i]->comparisons[edition == v1::EDITION_2019 ? 0 : 1]) {
      if (IsCheckSum(comparison)) check_sums.push_back(&comparison);
    }
  }
  v1::Diagnosis diagnosis = Diagnose(check_sums, edition, *subject.figures);
  const bool says_something = diagnosis.no_single_change() || !diagnosis.hints().empty();
  if (says_something) *verdict.mutable_diagnosis() = std::move(diagnosis);
}

v1::Verdict RuleBook::Judge(const Subject& given, absl::Time now, const Judging& judging) const {
  v1::Verdict verdict;
  Subject subject = given;
  std::optional<Narrative> narrative;
  if (judging.narrative) subject.narrative = &narrative.emplace(*given.report);
  const v1::AnnualReport& report = *subject.report;
  SumBudget budget;
  bool sums_fail = false;
  for (size_t i = 0; i < rules_.size(); ++i) {
    const v1::Rule& rule = rules_[i];
    const Compiled& compiled = *compiled_[i];
    if (!judging.only.empty() && rule.id() != judging.only) continue;
    if (judging.peers_only && !Contains(compiled.needs, v1::PEERS)) continue;
    if (!InYears(rule, report.year()) || !EmptyOrHas(rule.editions(), report.edition()) ||
        !EmptyOrHas(rule.scopes(), report.scope())) {
      continue;
    }
    if (!judging.narrative && (compiled.reads_text || rule.category() == v1::Rule::NARRATIVE ||
                               rule.category() == v1::Rule::TEXT)) {
      continue;
    }
    if (subject.agency != nullptr && !EmptyOrHas(rule.levels(), subject.agency->level)) continue;
    const auto beside_the_point = [&subject](v1::Need need) {
      return IsBesideThePoint(need, subject);
    };
    if (std::any_of(compiled.needs.begin(), compiled.needs.end(), beside_the_point)) continue;
    const v1::Severity severity = SeverityOf(rule, judging);
    if (severity == v1::SEVERITY_UNSPECIFIED) continue;
    FindingWriter writer(subject, rule, severity, verdict);
    const int before = verdict.findings_size();
    const auto lacking = std::find_if(compiled.needs.begin(), compiled.needs.end(),
                                      [&subject](v1::Need need) { return !Has(need, subject); });
    if (lacking != compiled.needs.end()) {
      writer.Lack(*lacking);
      continue;
    }
    if (compiled.check != nullptr) {
      compiled.check->Run(subject, writer);
    } else {
      SumsRun(subject, budget, writer)
          .Run(compiled.comparisons[report.edition() == v1::EDITION_2019 ? 0 : 1]);
      sums_fail |= IsOfTheTables(rule) && verdict.findings_size() > before;
    }
    for (int f = before; f < verdict.findings_size(); ++f) {
      v1::Finding& finding = *verdict.mutable_findings(f);
      finding.set_key(FindingKey(compiled.digest, finding));
    }
  }
  if (judging.weights != nullptr) AddOverlays(*judging.weights, verdict);
  if (sums_fail) AddDiagnosis(subject, verdict);
  for (const OtherReports* others : {subject.last_year, subject.own,
                                     ReportsOf(Source::kSubordinates, subject), subject.ledger}) {
    if (others == nullptr) continue;
    for (const v1::VerdictInput& input : others->inputs) *verdict.add_inputs() = input;
  }
  *verdict.mutable_rule_set() = rule_set_;
  Conclude(verdict);
  // Microseconds: what the store keeps.
  const int64_t microseconds = absl::ToUnixMicros(now);
  verdict.mutable_validate_time()->set_seconds(absl::ToUnixSeconds(now));
  verdict.mutable_validate_time()->set_nanos(
      static_cast<int32_t>((microseconds - absl::ToUnixSeconds(now) * 1'000'000) * 1'000));
  return verdict;
}

v1::Verdict JudgeByItself(const v1::AnnualReport& report, absl::Time now) {
  const Figures figures(report);
  return RuleBook::BuiltIn().Judge({.report = &report, .figures = &figures}, now);
}

}  // namespace ogi
