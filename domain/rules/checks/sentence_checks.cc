// Sentences against themselves: parts and wholes, shares, rates.
#include <algorithm>
#include <cstdlib>
#include <optional>

#include "absl/numeric/int128.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/form/decimal.h"
#include "domain/narrative/narrative.h"
#include "domain/narrative/words.h"
#include "domain/rules/check.h"
#include "domain/rules/checks/text_tools.h"

namespace ogi {
namespace {

// A whole and its parts in one sentence: 81条，其中……4条、……23条.
class PartsOfAWhole : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<PartsOfAWhole>();
    check->about_ = parameters.Strings("about");
    if (check->about_.empty()) {
      return parameters.Wrong("about", "至少须有一个词", "takes at least one word");
    }
    check->unless_ = parameters.Strings("unless");
    OGI_ASSIGN_OR_RETURN(const std::string exclusive, parameters.String("exclusive"));
    check->exclusive_ = exclusive == "yes";
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const Narrative& narrative = *subject.narrative;
    int told = 0;
    for (const NarrativeSentence& sentence : narrative.sentences()) {
      if (sentence.last_number - sentence.first_number < 3) continue;
      const absl::string_view text = narrative.TextOf(sentence);
      const size_t among = FindWord(text, "其中");
      if (among == absl::string_view::npos) continue;
      if (RunOn(sentence, text, among, narrative, writer) &&
          ++told == limits::kMaxFindingsOfTexts) {
        return;
      }
    }
  }

 private:
  bool RunOn(const NarrativeSentence& sentence, absl::string_view text, size_t among,
             const Narrative& narrative, FindingWriter& writer) const {
    // A second one divides one of the parts.
    if (FindWord(text, "其中", among + 1) != absl::string_view::npos) return false;
    const NarrativeNumber* whole = nullptr;
    std::vector<const NarrativeNumber*> parts;
    const size_t end = std::min(FindWord(text, "；", among), text.size());
    for (size_t i = sentence.first_number; i < sentence.last_number; ++i) {
      const NarrativeNumber& number = narrative.numbers()[i];
      if (number.percent) continue;
      const size_t at = number.begin - sentence.begin;
      if (at < among) {
        whole = &number;
      } else if (at < end && whole != nullptr) {
        if (number.unit != whole->unit) return false;
        if (!number.exact) return false;
        parts.push_back(&number);
      }
    }
    if (whole == nullptr || !whole->exact || parts.size() < 2) return false;
    const absl::string_view lead = text.substr(0, whole->begin - sentence.begin);
    if (!HasAnyWord(lead, about_) || HasAnyWord(text, unless_)) return false;
    int64_t sum = 0;
    for (const NarrativeNumber* part : parts) {
      sum += part->value;
      if (sum == whole->value) return false;
    }
    // 其中 need not name all. Three or more that nearly make the whole were meant to.
    const bool nearly =
        parts.size() >= 3 && sum < whole->value && (whole->value - sum) * 10 <= whole->value;
    if (sum < whole->value && !nearly) return false;
    std::string terms;
    for (const NarrativeNumber* part : parts) {
      absl::StrAppend(&terms, terms.empty() ? "" : "+", NumberText(part->value));
    }
    const std::string difference = NumberText(std::abs(sum - whole->value));
    v1::Finding& finding =
        exclusive_ && sum > whole->value
            ? writer.Fail({{"whole", Both(NumberText(whole->value))},
                           {"parts", Both(terms)},
                           {"sum", Both(NumberText(sum))},
                           {"difference", Both(difference)}})
            : writer.Uncertain(
                  {absl::StrCat("文字写共 ", NumberText(whole->value), "，分项 ", terms, " 合计 ",
                                NumberText(sum), "，相差 ", difference,
                                "；分项如果应当合计为总数，请核对。"),
                   absl::StrCat("The text says ", NumberText(whole->value), " in all; its parts ",
                                terms, " make ", NumberText(sum), ", ", difference,
                                " off; if they should make the whole, check them.")});
    AddSpan(narrative, sentence.text, whole->begin, parts.back()->end, finding);
    return true;
  }

  std::vector<std::string> about_;
  std::vector<std::string> unless_;
  bool exclusive_ = false;
};

// 占……%: the share that the sentence's own numbers make.
class ShareInText : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<ShareInText>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const Narrative& narrative = *subject.narrative;
    int told = 0;
    for (const NarrativeSentence& sentence : narrative.sentences()) {
      for (size_t i = sentence.first_number + 2; i < sentence.last_number; ++i) {
        if (told >= limits::kMaxFindingsOfTexts) return;
        const NarrativeNumber& percent = narrative.numbers()[i];
        const NarrativeNumber& part = narrative.numbers()[i - 1];
        if (!percent.percent || !percent.exact || !HasWord(percent.lead, "占")) continue;
        if (part.percent || !part.exact || HasWord(percent.lead, "分别")) continue;
        if (RunOn(sentence, i, narrative, writer)) ++told;
      }
    }
  }

 private:
  static bool RunOn(const NarrativeSentence& sentence, size_t at, const Narrative& narrative,
                    FindingWriter& writer) {
    const NarrativeNumber& percent = narrative.numbers()[at];
    const NarrativeNumber& part = narrative.numbers()[at - 1];
    // The whole may stand in the sentence before; any pair that makes the share will do.
    constexpr size_t kBefore = 24;
    constexpr size_t kBehind = 4;
    const size_t from = at - std::min(at, kBefore);
    const size_t to = std::min(sentence.last_number, at + kBehind);
    const NarrativeNumber* whole = nullptr;
    int wholes = 0;
    for (size_t i = from; i < to; ++i) {
      const NarrativeNumber& each = narrative.numbers()[i];
      if (each.percent) continue;
      for (size_t j = from; j < to; ++j) {
        const NarrativeNumber& other = narrative.numbers()[j];
        if (!other.percent && Makes(other.value, each.value, percent)) return false;
      }
      if (i >= sentence.first_number && &each != &part && each.unit == part.unit &&
          each.begin < part.begin && each.value > 0 && each.value >= part.value && each.exact) {
        if (whole == nullptr) whole = &each;
        ++wholes;
      }
    }
    if (whole == nullptr) return false;
    const int64_t share = static_cast<int64_t>(absl::int128(part.value) * 10'000 / whole->value);
    const std::string made =
        absl::StrCat(share / 100, ".", share % 100 < 10 ? "0" : "", share % 100, "%");
    const std::string said = absl::StrCat(NumberText(percent.value), "%");
    v1::Finding& finding =
        wholes == 1 ? writer.Fail({{"said", Both(said)},
                                   {"part", Both(NumberText(part.value))},
                                   {"whole", Both(NumberText(whole->value))},
                                   {"share", Both(made)}})
                    : writer.Uncertain(
                          {absl::StrCat("文字写占 ", said, "，句中各数都算不出这个比例；请核对。"),
                           absl::StrCat("The text says ", said,
                                        ", which no numbers of the sentence make; check.")});
    AddSpan(narrative, sentence.text, whole->begin, percent.end, finding);
    return true;
  }
};

// A rate of more than a hundred percent: 办结率120%.
class RateAboveAll : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<RateAboveAll>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const Narrative& narrative = *subject.narrative;
    int told = 0;
    for (const NarrativeNumber& number : narrative.numbers()) {
      if (!number.percent || number.value <= 100 * kNarrativeOne) continue;
      constexpr absl::string_view kRates[] = {"办结率", "答复率", "办复率", "公开率",
                                              "回复率", "合格率", "覆盖率", "满意率"};
      const bool rate =
          std::any_of(std::begin(kRates), std::end(kRates),
                      [&number](absl::string_view word) { return HasWord(number.lead, word); });
      if (!rate || HasWord(number.lead, "增") || HasWord(number.lead, "提高") ||
          HasWord(number.lead, "提升")) {
        continue;
      }
      AddSpan(narrative, number.text, number.begin - number.lead.size(), number.end,
              writer.Fail({{"said", Both(absl::StrCat(NumberText(number.value), "%"))}}));
      if (++told == limits::kMaxFindingsOfTexts) return;
    }
  }
};

}  // namespace

std::vector<CheckKind> SentenceChecks() {
  std::vector<CheckKind> kinds = {
      {"parts_of_a_whole",
       "Parts that a sentence names behind 其中 do not make more than its whole; UNCERTAIN where "
       "they may overlap, or nearly make it.",
       {"about", "unless", "exclusive"},
       {"whole", "parts", "sum", "difference"},
       {},
       PartsOfAWhole::Make},
      {"share_in_text",
       "A share (占……%) is what numbers beside it make.",
       {},
       {"said", "part", "whole", "share"},
       {},
       ShareInText::Make},
      {"rate_above_all",
       "No rate of completion and the like exceeds a hundred percent.",
       {},
       {"said"},
       {},
       RateAboveAll::Make},
  };
  for (CheckKind& kind : kinds) kind.reads_text = true;
  return kinds;
}

}  // namespace ogi
