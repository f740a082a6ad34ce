// Whose report it is, by its own words.
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

// A year that stands where this report's should: 2023年， at the beginning of a sentence.
class SentencesSayTheYear : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<SentencesSayTheYear>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const NarrativeSentence* other = nullptr;
    int64_t other_year = 0;
    const Narrative& narrative = *subject.narrative;
    for (const NarrativeSentence& sentence : narrative.sentences()) {
      if (narrative.texts()[static_cast<size_t>(sentence.text)].field != "overview") continue;
      const std::optional<int64_t> year = YearAtFront(narrative.TextOf(sentence));
      if (!year.has_value()) continue;
      if (*year == subject.report->year()) return;
      if (*year != subject.report->year() + 1 && other == nullptr) {
        other = &sentence;
        other_year = *year;
      }
    }
    if (other == nullptr) return;
    const NarrativeText& text = narrative.texts()[static_cast<size_t>(other->text)];
    // The year may stand elsewhere in the part.
    if (HasWord(text.text, absl::StrCat(subject.report->year(), "年"))) return;
    const size_t end = FindWord(text.text, "年", other->begin);
    AddSpan(text, {other->begin, end + absl::string_view("年").size()},
            writer.Fail({{"found", Both(absl::StrCat(other_year))},
                         {"year", Both(absl::StrCat(subject.report->year()))}}));
  }

 private:
  static std::optional<int64_t> YearAtFront(absl::string_view sentence) {
    while (absl::ConsumePrefix(&sentence, "\u3000") || absl::ConsumePrefix(&sentence, " ")) {
    }
    const std::optional<Numeral> numeral = ReadNumeral(sentence);
    if (!numeral.has_value() || numeral->bytes != 4 || numeral->decimals > 0) return std::nullopt;
    absl::string_view rest = sentence.substr(4);
    while (absl::ConsumePrefix(&rest, " ")) {
    }
    if (!absl::ConsumePrefix(&rest, "年")) return std::nullopt;
    absl::ConsumePrefix(&rest, "度");
    if (!absl::StartsWith(rest, "，") && !absl::StartsWith(rest, "我") &&
        !absl::StartsWith(rest, "本")) {
      return std::nullopt;
    }
    const int64_t year = numeral->value / kNarrativeOne;
    return year >= 2008 && year < 2100 ? std::optional<int64_t>(year) : std::nullopt;
  }
};

// 我局 in the report of a township: another organ's text.
class SpeaksOfItself : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<SpeaksOfItself>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const absl::string_view name = subject.report->agency_name();
    const auto& foreign = ForeignTo(name);
    for (const NarrativeText& text : subject.narrative->texts()) {
      for (const absl::string_view word : foreign) {
        const size_t at = FindWord(text.text, word);
        if (at == absl::string_view::npos || absl::EndsWith(text.text.substr(0, at), "自"))
          continue;
        AddSpan(text, {at, at + word.size()},
                writer.Fail({{"part", PartName(text.field, writer)},
                             {"found", Both(std::string(word))},
                             {"name", Both(std::string(name))}}));
        return;
      }
    }
  }

 private:
  static const std::vector<absl::string_view>& ForeignTo(absl::string_view name) {
    static const auto* const none = new std::vector<absl::string_view>;
    static const auto* const township =
        new std::vector<absl::string_view>{"我局", "我委", "我厅", "我院", "我校"};
    static const auto* const bureau =
        new std::vector<absl::string_view>{"我乡", "我镇", "我街道", "我厅"};
    absl::ConsumeSuffix(&name, "人民政府");
    absl::ConsumeSuffix(&name, "办事处");
    if (absl::EndsWith(name, "乡") || absl::EndsWith(name, "镇") || absl::EndsWith(name, "街道")) {
      return *township;
    }
    return absl::EndsWith(name, "局") ? *bureau : *none;
  }
};

// The organ that the title names is the one that reports.
class TitleSaysTheName : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<TitleSaysTheName>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const absl::string_view title = subject.report->title();
    const absl::string_view name = subject.report->agency_name();
    size_t end = 0;
    while (end < title.size() && !IsDigit(title[end])) {
      end += CharacterBytes(title.substr(end));
    }
    absl::string_view named = absl::StripAsciiWhitespace(title.substr(0, end));
    if (name.empty() || end == title.size() || !LooksLikeAnOrgan(named)) return;
    // Offices report for their governments, and names are shortened.
    if (HasWord(name, named) || HasWord(named, name) || Alike(name, named)) return;
    const std::string found(named);
    FindingWriter::AddSpan(
        "title", title, 0, end,
        writer.Fail({{"found", Both(found)}, {"name", Both(std::string(name))}}));
  }

 private:
  static bool LooksLikeAnOrgan(absl::string_view text) {
    for (const absl::string_view kind : {"局", "政府", "委员会", "办事处", "厅", "办公室"}) {
      if (absl::EndsWith(text, kind)) return true;
    }
    return false;
  }

  // More than half the characters of the shorter stand in the longer.
  static bool Alike(absl::string_view one, absl::string_view other) {
    if (one.size() > other.size()) std::swap(one, other);
    int shared = 0;
    int all = 0;
    for (size_t at = 0; at < one.size(); ++all) {
      const size_t bytes = CharacterBytes(one.substr(at));
      if (HasWord(other, one.substr(at, bytes))) ++shared;
      at += bytes;
    }
    return shared * 10 > all * 7;
  }
};

// The name in the report is one of those on record.
class NameOnRecord : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<NameOnRecord>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const std::string& name = subject.report->agency_name();
    const std::vector<std::string>& names = subject.agency->names;
    if (name.empty() || names.empty()) return;
    for (const std::string& each : names) {
      if (HasWord(each, name) || HasWord(name, each)) return;
    }
    writer.Fail({{"found", Both(name)}, {"name", Both(names.front())}});
  }
};

// An organ whose name on record has one of the words is of a kind that is not treated like others.
class NameSuggests : public Check {
 public:
  absl::Status Read(const CheckParameters& parameters) {
    words_ = parameters.Strings("words");
    unless_ = parameters.Strings("unless");
    if (words_.empty())
      return parameters.Wrong("words", "至少须有一个词", "takes at least one word");
    return absl::OkStatus();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (subject.agency->names.empty()) return;
    const std::string& name = subject.agency->names.back();
    if (HasAnyWord(name, words_) && !HasAnyWord(name, unless_)) {
      writer.Fail({{"name", Both(name)}});
    }
  }

 private:
  std::vector<std::string> words_;
  std::vector<std::string> unless_;
};

class NameIsOfAnotherKind : public NameSuggests {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<NameIsOfAnotherKind>();
    OGI_RETURN_IF_ERROR(check->Read(parameters));
    return check;
  }
};

// Organs of such a name are led from above, and their record does not say so.
class MarkedAsLedFromAbove : public NameSuggests {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<MarkedAsLedFromAbove>();
    OGI_RETURN_IF_ERROR(check->Read(parameters));
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (!subject.agency->vertically_led) NameSuggests::Run(subject, writer);
  }
};

}  // namespace

std::vector<CheckKind> NameChecks() {
  std::vector<CheckKind> kinds = {
      {"sentences_say_the_year",
       "Sentences of part one that begin with a year are not all of another year.",
       {},
       {"found", "year"},
       {},
       SentencesSayTheYear::Make},
      {"speaks_of_itself",
       "A township does not call itself 我局, nor a bureau 我镇.",
       {},
       {"part", "found", "name"},
       {},
       SpeaksOfItself::Make},
      {"title_says_the_name",
       "The organ that the title names resembles the one that reports.",
       {},
       {"found", "name"},
       {},
       TitleSaysTheName::Make},
      {"name_on_record",
       "The name in the report is one of the organ's names on record, perhaps shortened.",
       {},
       {"found", "name"},
       {v1::REGISTRY},
       NameOnRecord::Make},
      {"name_is_of_no_other_kind",
       "The organ's name on record has none of the words, unless it has others that allow it.",
       {"words", "unless"},
       {"name"},
       {v1::REGISTRY},
       NameIsOfAnotherKind::Make},
      {"marked_as_led_from_above",
       "An organ whose name on record has one of the words is marked as led from above, unless it "
       "has others that allow it.",
       {"words", "unless"},
       {"name"},
       {v1::REGISTRY},
       MarkedAsLedFromAbove::Make},
  };
  for (CheckKind& kind : kinds) kind.reads_text = true;
  return kinds;
}

}  // namespace ogi
