// The text against the tables. Where a sentence could mean something else, the
// finding is UNCERTAIN, or there is none.
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
#include "domain/form/cells.h"
#include "domain/form/decimal.h"
#include "domain/narrative/narrative.h"
#include "domain/narrative/words.h"
#include "domain/rules/check.h"
#include "domain/rules/checks/text_tools.h"

namespace ogi {
namespace {

// Cells added up in millionths; those that the edition does not have count nothing. Nullopt where
// one has no number.
std::optional<int64_t> SumOf(const std::vector<int>& cells, const Subject& subject) {
  int64_t sum = 0;
  for (const int number : cells) {
    const CellInfo& cell = CellAt(number);
    if (!InEdition(cell, subject.report->edition())) continue;
    if (cell.kind == CellKind::kMoney) {
      const std::vector<CellValue> readings = ReadingsOf(*subject.figures, number);
      if (readings.size() != 1) return std::nullopt;
      // Hundred-millionths.
      sum += static_cast<int64_t>(readings[0] / 100);
    } else {
      if (!subject.figures->has_value(number)) return std::nullopt;
      sum += subject.figures->number(number) * kNarrativeOne;
    }
  }
  return sum;
}

std::vector<int> OfEdition(const std::vector<int>& cells, const FindingWriter& writer) {
  std::vector<int> kept;
  for (const int cell : cells) {
    if (InEdition(CellAt(cell), writer.edition())) kept.push_back(cell);
  }
  return kept;
}

// The four digits before 年 that stand last in the text; 0 for none.
int64_t LastYearNamed(absl::string_view text) {
  for (size_t at = text.rfind("年"); at != absl::string_view::npos && at >= 4;
       at = text.rfind("年", at - 1)) {
    int64_t year = 0;
    size_t digit = at;
    while (digit > 0 && text[digit - 1] == ' ') --digit;
    if (digit < 4) return 0;
    bool all = true;
    for (size_t i = digit - 4; i < digit; ++i) {
      all = all && absl::ascii_isdigit(static_cast<unsigned char>(text[i]));
      year = year * 10 + (text[i] - '0');
    }
    if (all) return year;
  }
  return 0;
}

// A subordinate or another organ than the one that reports.
bool NamesAnotherOrgan(absl::string_view lead, absl::string_view own_name) {
  constexpr absl::string_view kKinds[] = {"局", "委", "镇", "乡", "街道", "办事处", "中心", "单位"};
  if (!own_name.empty() && HasWord(lead, own_name)) return false;
  for (const absl::string_view kind : kKinds) {
    const size_t at = FindWord(lead, kind);
    if (at == absl::string_view::npos) continue;
    const absl::string_view before = lead.substr(0, at);
    if (!absl::EndsWith(before, "我") && !absl::EndsWith(before, "本") &&
        !absl::EndsWith(before, "全")) {
      return true;
    }
  }
  return false;
}

constexpr absl::string_view kOtherPeriods[] = {
    "上年", "去年", "上一年", "往年", "同期", "同比", "增加", "减少",   "增长",   "下降",
    "上升", "以来", "累计",   "平均", "季度", "月份", "半年", "近三年", "近五年", "分别"};

// A number in the text and the cells that should say the same.
class FigureInText : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<FigureInText>();
    OGI_ASSIGN_OR_RETURN(check->cells_, parameters.CellNumbers("cells"));
    check->words_ = parameters.Strings("words");
    check->trail_ = parameters.Strings("trail");
    check->about_ = parameters.Strings("about");
    check->instead_ = parameters.Strings("instead");
    check->unless_ = parameters.Strings("unless");
    check->units_ = parameters.Strings("units");
    check->doubt_ = parameters.Strings("doubt");
    if (check->words_.empty() && check->trail_.empty()) {
      return parameters.Wrong("words", "至少须有一个词", "takes at least one word");
    }
    for (const absl::string_view period : kOtherPeriods) {
      // 上年结转 is of this year.
      if (std::none_of(check->words_.begin(), check->words_.end(),
                       [period](const std::string& word) { return HasWord(word, period); })) {
        check->other_periods_.emplace_back(period);
      }
    }
    if (!parameters.Strings("or_also").empty()) {
      OGI_ASSIGN_OR_RETURN(check->or_also_, parameters.CellNumbers("or_also"));
    }
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const Narrative& narrative = *subject.narrative;
    std::optional<int64_t> table;
    std::vector<const NarrativeNumber*> others;
    bool agrees = false;
    for (const NarrativeNumber& number : narrative.numbers()) {
      if (!number.exact || number.percent || !IsMeant(number, narrative, subject)) continue;
      if (!table.has_value()) {
        table = SumOf(cells_, subject);
        if (!table.has_value()) return;
      }
      if (number.value == *table) {
        agrees = true;
      } else if (!IsTheOther(number, narrative, subject)) {
        others.push_back(&number);
      }
    }
    if (others.size() > limits::kMaxFindingsOfTexts) others.resize(limits::kMaxFindingsOfTexts);
    for (const NarrativeNumber* number : others) Tell(*number, *table, agrees, subject, writer);
  }

 private:
  // With those carried in, as the sentence says, or may.
  bool IsTheOther(const NarrativeNumber& number, const Narrative& narrative,
                  const Subject& subject) const {
    if (or_also_.empty() || SumOf(or_also_, subject) != number.value) return false;
    return HasWord(number.lead, "受理") || HasWord(narrative.Around(number), "结转");
  }

  bool IsMeant(const NarrativeNumber& number, const Narrative& narrative,
               const Subject& subject) const {
    if (std::find(units_.begin(), units_.end(), number.unit) == units_.end()) return false;
    const bool by_lead = HasAnyWord(number.lead, words_);
    if (!by_lead && !HasAnyWord(number.trail, trail_)) return false;
    if (HasAnyWord(number.lead, other_periods_) || HasAnyWord(number.lead, unless_) ||
        HasAnyWord(number.trail, unless_)) {
      return false;
    }
    const absl::string_view before = narrative.Before(number);
    if (!about_.empty() && !HasAnyWord(before, about_) && !HasAnyWord(number.trail, about_)) {
      return false;
    }
    if (LastOf(before, instead_) > LastOf(before, about_)) return false;
    const int64_t year = LastYearNamed(before);
    if (year != 0 && year != subject.report->year()) return false;
    // Problems and plans are not this year's count.
    return narrative.texts()[static_cast<size_t>(number.text)].field != "problems";
  }

  // Where the last of the words ends; 0 for nowhere.
  static size_t LastOf(absl::string_view text, const std::vector<std::string>& words) {
    size_t last = 0;
    for (const std::string& word : words) {
      const size_t at = text.rfind(word);
      if (at != absl::string_view::npos) last = std::max(last, at + word.size());
    }
    return last;
  }

  void Tell(const NarrativeNumber& number, int64_t table, bool agrees_elsewhere,
            const Subject& subject, FindingWriter& writer) const {
    const Narrative& narrative = *subject.narrative;
    const absl::string_view before = narrative.Before(number);
    const bool other = !or_also_.empty() && SumOf(or_also_, subject) == number.value;
    const bool doubtful = agrees_elsewhere || other || HasAnyWord(before, doubt_) ||
                          HasWord(number.lead, "其中") ||
                          NamesAnotherOrgan(before, subject.report->agency_name());
    const std::vector<int> cells = OfEdition(cells_, writer);
    const std::string said = NumberText(number.value);
    const std::string counted = NumberText(table);
    const std::string difference = NumberText(std::abs(number.value - table));
    v1::Finding& finding =
        doubtful ? writer.Uncertain({absl::StrCat("文字写的是 ", said, "，表中是 ", counted,
                                                  "；文字说的如果就是表中这一项，请改正其一（",
                                                  writer.rule().title(), "）。"),
                                     absl::StrCat("The text says ", said, ", the table ", counted,
                                                  "; if they speak of the same, mend one of them (",
                                                  writer.rule().title_en(), ").")},
                                    cells)
                 : writer.Fail({{"said", Both(said)},
                                {"table", Both(counted)},
                                {"difference", Both(difference)}},
                               cells);
    if (!doubtful) {
      finding.mutable_comparison()->set_left(said);
      finding.mutable_comparison()->set_right(counted);
      finding.mutable_comparison()->set_difference(
          absl::StrCat(number.value < table ? "-" : "", difference));
    }
    AddSpan(narrative, number.text, number.begin - number.lead.size(), number.end, finding);
  }

  std::vector<int> cells_;
  std::vector<int> or_also_;
  std::vector<std::string> words_;
  std::vector<std::string> trail_;
  std::vector<std::string> about_;
  std::vector<std::string> instead_;
  std::vector<std::string> unless_;
  std::vector<std::string> other_periods_;
  std::vector<std::string> units_;
  std::vector<std::string> doubt_;
};

// The text claims that there is none of what the cells count.
class ClaimOfNone : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<ClaimOfNone>();
    OGI_ASSIGN_OR_RETURN(check->cells_, parameters.CellNumbers("cells"));
    for (const std::string& claim : parameters.Strings("claims")) {
      check->claims_.emplace_back(claim);
    }
    if (check->claims_.empty()) {
      return parameters.Wrong("claims", "至少须有一个词", "takes at least one phrase");
    }
    std::vector<std::string> begins;
    for (const Phrase& claim : check->claims_) {
      if (claim.first.empty()) return parameters.Wrong("claims", "不得以 * 开头", "begins with *");
      begins.push_back(claim.first);
    }
    check->begins_ = WordSet(std::move(begins));
    check->about_ = parameters.Strings("about");
    check->unless_ = parameters.Strings("unless");
    check->doubt_ = parameters.Strings("doubt");
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const std::optional<int64_t> table = SumOf(cells_, subject);
    if (!table.has_value() || *table == 0) return;
    const Narrative& narrative = *subject.narrative;
    begins_.ForEach(narrative.index(), [&](const CharacterIndex::Place& place, size_t claim) {
      const NarrativeSentence& sentence = narrative.SentenceAt(place.text, place.at);
      const absl::string_view text = narrative.TextOf(sentence);
      const size_t begin = place.at - sentence.begin;
      if (begin >= text.size()) return true;
      const size_t end = EndOfPhrase(text, claims_[claim], begin);
      return end == absl::string_view::npos ||
             !Tell(sentence, text, {begin, end}, *table, subject, writer);
    });
  }

 private:
  bool Tell(const NarrativeSentence& sentence, absl::string_view text, Stretch found, int64_t table,
            const Subject& subject, FindingWriter& writer) const {
    const Narrative& narrative = *subject.narrative;
    if (narrative.texts()[static_cast<size_t>(sentence.text)].field == "problems") return false;
    // No sentence that makes sense is longer.
    constexpr size_t kReach = 1500;
    const size_t from = found.begin - std::min(found.begin, kReach);
    const absl::string_view before = text.substr(from, found.begin - from);
    const absl::string_view around = text.substr(from, found.end - from + kReach);
    // What stands between the commas around it may turn the meaning.
    constexpr absl::string_view kComma = "，";
    const size_t comma = before.rfind(kComma);
    const absl::string_view clause_from =
        around.substr(comma == absl::string_view::npos ? 0 : comma + kComma.size());
    const size_t claimed = found.end - static_cast<size_t>(clause_from.data() - text.data());
    const size_t clause_end =
        std::min(FindWord(clause_from, kComma, claimed), FindWord(clause_from, "；", claimed));
    if (HasAnyWord(clause_from.substr(0, clause_end), unless_)) return false;
    if (!about_.empty() && !HasAnyWord(around, about_)) return false;
    const int64_t year = LastYearNamed(text.substr(from, found.end - from));
    if (year != 0 && year != subject.report->year()) return false;
    const std::vector<int> cells = OfEdition(cells_, writer);
    const std::string said(text.substr(found.begin, found.end - found.begin));
    const std::string counted = NumberText(table);
    const bool doubtful =
        HasAnyWord(text, doubt_) ||
        NamesAnotherOrgan(text.substr(0, found.begin), subject.report->agency_name());
    v1::Finding& finding =
        doubtful ? writer.Uncertain({absl::StrCat("文字写“", said, "”，表中是 ", counted,
                                                  "；文字说的如果就是表中这一项，请改正其一（",
                                                  writer.rule().title(), "）。"),
                                     absl::StrCat("The text says “", said, "”, the table ", counted,
                                                  "; if they speak of the same, mend one of them (",
                                                  writer.rule().title_en(), ").")},
                                    cells)
                 : writer.Fail({{"said", Both(said)}, {"table", Both(counted)}}, cells);
    AddSpan(narrative, sentence.text, sentence.begin + found.begin, sentence.begin + found.end,
            finding);
    return true;
  }

  std::vector<int> cells_;
  std::vector<Phrase> claims_;
  WordSet begins_;
  std::vector<std::string> about_;
  std::vector<std::string> unless_;
  std::vector<std::string> doubt_;
};

// 同比增长……%, 比上年增加……件, right behind this year's number.
class GrowthInText : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<GrowthInText>();
    OGI_ASSIGN_OR_RETURN(check->cells_, parameters.CellNumbers("cells"));
    check->about_ = parameters.Strings("about");
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const Narrative& narrative = *subject.narrative;
    int told = 0;
    for (const NarrativeSentence& sentence : narrative.sentences()) {
      for (size_t i = sentence.first_number + 1; i < sentence.last_number; ++i) {
        const NarrativeNumber& change = narrative.numbers()[i];
        const int direction = DirectionOf(change.lead);
        if (direction == 0 || !change.exact) continue;
        if (RunOn(narrative.numbers()[i - 1], change, direction, subject, writer) &&
            ++told == limits::kMaxFindingsOfTexts) {
          return;
        }
      }
    }
  }

 private:
  static bool HasOneOf(absl::string_view text, std::initializer_list<absl::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [text](absl::string_view word) { return HasWord(text, word); });
  }

  static int DirectionOf(absl::string_view lead) {
    if (!HasOneOf(lead, {"同比", "较上年", "比上年", "较去年", "比去年", "较上一年", "比上一年"})) {
      return 0;
    }
    const bool more = HasOneOf(lead, {"增长", "增加", "上升"});
    const bool less = HasOneOf(lead, {"下降", "减少", "降低"});
    if (more == less) return 0;
    return more ? 1 : -1;
  }

  bool RunOn(const NarrativeNumber& number, const NarrativeNumber& change, int direction,
             const Subject& subject, FindingWriter& writer) const {
    const Narrative& narrative = *subject.narrative;
    // The growth is of the number before it, where that is this year's.
    const std::optional<int64_t> now = SumOf(cells_, subject);
    if (!now.has_value() || number.value != *now || !HasAnyWord(number.lead, about_)) return false;
    const CellTotals& totals = subject.last_year->totals;
    int64_t before = 0;
    for (const int cell : OfEdition(cells_, writer)) {
      if (!totals.has_value(cell)) return false;
      before += static_cast<int64_t>(totals.value(cell)) * kNarrativeOne;
    }
    const int64_t grown = (*now - before) * direction;
    if (change.percent ? grown >= 0 && Makes(grown, before, change) : grown == change.value)
      return false;
    const std::string said = absl::StrCat(direction > 0 ? "+" : "-", NumberText(change.value),
                                          change.percent ? "%" : "");
    v1::Finding& finding = writer.Fail({{"said", Both(said)},
                                        {"now", Both(NumberText(*now))},
                                        {"before", Both(NumberText(before))}},
                                       OfEdition(cells_, writer));
    AddSpan(narrative, number.text, number.begin, change.end, finding);
    return true;
  }

  std::vector<int> cells_;
  std::vector<std::string> about_;
};

}  // namespace

std::vector<CheckKind> NarrativeChecks() {
  std::vector<CheckKind> kinds = {
      {"figure_in_text",
       "A number in the text, by the words before it or after it (words, trail) and in a sentence "
       "on the matter (about, and not, later, instead), is the sum of the cells, or that of "
       "or_also; UNCERTAIN where the "
       "sentence may speak of something else.",
       {"words", "trail", "about", "instead", "unless", "doubt", "units", "cells", "or_also"},
       {"said", "table", "difference"},
       {},
       FigureInText::Make},
      {"claim_of_none",
       "Where the text claims that there is none (claims; `*` for some words between), the cells "
       "are zero.",
       {"claims", "about", "unless", "doubt", "cells"},
       {"said", "table"},
       {},
       ClaimOfNone::Make},
      {"growth_in_text",
       "A growth named right behind this year's number is that from last year's cells.",
       {"about", "cells"},
       {"said", "now", "before"},
       {v1::LAST_YEAR},
       GrowthInText::Make},
  };
  for (CheckKind& kind : kinds) kind.reads_text = true;
  return kinds;
}

}  // namespace ogi
