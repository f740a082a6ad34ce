// What a report says of the processing fee (信息处理费).
#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status_macros.h"
#include "domain/form/text.h"
#include "domain/narrative/narrative.h"
#include "domain/narrative/numerals.h"
#include "domain/narrative/words.h"
#include "domain/rules/check.h"
#include "domain/rules/checks/text_tools.h"

namespace ogi {
namespace {

// The words as of a fee; the amount that follows them.
struct FeeStatement {
  Stretch stretch;
  bool none = false;
  int64_t amount = -1;
};

FeeStatement ReadFee(const NarrativeText& text, const Narrative& narrative) {
  FeeStatement fee;
  const size_t at = FindWord(text.text, "处理费");
  if (at == absl::string_view::npos) return fee;
  fee.stretch = {at, at + absl::string_view("处理费").size()};
  for (const NarrativeSentence& sentence : narrative.sentences()) {
    if (narrative.texts()[static_cast<size_t>(sentence.text)].field != text.field) continue;
    const absl::string_view words = narrative.TextOf(sentence);
    if (!HasWord(words, "处理费")) continue;
    for (const absl::string_view none : {"未收", "没有收", "无收取", "不收", "未产生", "未发生",
                                         "没有产生", "无信息处理费", "未向", "处理费：无"}) {
      fee.none = fee.none || HasWord(words, none);
    }
    for (size_t i = sentence.first_number; i < sentence.last_number; ++i) {
      const NarrativeNumber& number = narrative.numbers()[i];
      if (number.unit != "元") continue;
      fee.amount = number.value;
      fee.stretch = {sentence.begin, sentence.end};
    }
  }
  return fee;
}

// Part six says how much was received, or that nothing was.
class FeeHasAmount : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<FeeHasAmount>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const std::optional<NarrativeText> text = FindText(subject, "other_matters");
    if (!text.has_value()) return;
    const FeeStatement fee = ReadFee(*text, *subject.narrative);
    if (!fee.stretch.found() || fee.none || fee.amount >= 0) return;
    for (const absl::string_view other : {"无", "没有", "未", "零", "0", "免", "不"}) {
      if (HasWord(text->text, other)) return;
    }
    AddSpan(*text, fee.stretch, writer.Fail({}));
  }
};

// Nothing received and an amount in one report.
class FeeStatementsAgree : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<FeeStatementsAgree>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    FeeStatement first;
    NarrativeText first_text;
    for (const NarrativeText& text : subject.narrative->texts()) {
      const FeeStatement fee = ReadFee(text, *subject.narrative);
      if (fee.amount < 0 || fee.none) continue;
      if (first.amount >= 0 && fee.amount != first.amount) {
        v1::Finding& finding =
            writer.Fail({{"one", Both(absl::StrCat(first.amount / kNarrativeOne))},
                         {"other", Both(absl::StrCat(fee.amount / kNarrativeOne))}});
        AddSpan(first_text, first.stretch, finding);
        AddSpan(text, fee.stretch, finding);
        return;
      }
      first = fee;
      first_text = text;
    }
  }
};

// In millionths of a yuan; zero where it says that there was none. Nullopt where it says nothing.
std::optional<int64_t> FeeIn(const Narrative& narrative) {
  for (const NarrativeText& text : narrative.texts()) {
    const FeeStatement fee = ReadFee(text, narrative);
    if (fee.none) return 0;
    if (fee.amount >= 0) return fee.amount;
  }
  return std::nullopt;
}

// The fee that an aggregate names is the organ's own and its subordinates'.
class FeeAddsUp : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<FeeAddsUp>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const std::optional<int64_t> whole = FeeIn(*subject.narrative);
    if (!whole.has_value()) return;
    int64_t sum = 0;
    for (const OtherReports* part : {subject.own, &subject.subordinates->final_reports}) {
      for (const v1::AnnualReport* const report : part->reports) {
        const std::optional<int64_t> fee = FeeIn(Narrative(*report));
        // Nobody can add up what one of them does not say.
        if (!fee.has_value()) return;
        sum += *fee;
      }
    }
    if (sum == *whole) return;
    writer.Fail({{"fee", Both(NumberText(*whole))}, {"sum", Both(NumberText(sum))}});
  }
};

}  // namespace

std::vector<CheckKind> FeeTextChecks() {
  std::vector<CheckKind> kinds = {
      {"fee_has_amount",
       "Part six, where it speaks of the processing fee, says how much, or that there was none.",
       {},
       {},
       {},
       FeeHasAmount::Make},
      {"fee_statements_agree",
       "The processing fee is the same wherever the text names its amount.",
       {},
       {"one", "other"},
       {},
       FeeStatementsAgree::Make},
      {"fee_adds_up",
       "The processing fee that the text of an aggregate names is the sum of those in the organ's "
       "own report and its subordinates', if each of them names one.",
       {},
       {"fee", "sum"},
       {v1::OWN_REPORT, v1::SUBORDINATES},
       FeeAddsUp::Make},
  };
  for (CheckKind& kind : kinds) kind.reads_text = true;
  return kinds;
}

}  // namespace ogi
