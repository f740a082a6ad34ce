// Words that must stand in a report, and words that must not.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status_macros.h"
#include "domain/form/printed_form.h"
#include "domain/narrative/narrative.h"
#include "domain/narrative/words.h"
#include "domain/rules/check.h"
#include "domain/rules/checks/text_tools.h"

namespace ogi {
namespace {

// Shared by the kinds below: which parts (all where none is named) and which words.
struct Looking {
  std::vector<std::string> parts;
  std::vector<std::string> words;
  std::vector<std::string> unless;

  static absl::StatusOr<Looking> Make(const CheckParameters& parameters) {
    Looking looking = {parameters.Strings("parts"), parameters.Strings("words"),
                       parameters.Strings("unless")};
    for (const std::string& part : looking.parts) {
      const auto& all = FormOf(v1::EDITION_2021).parts;
      if (part != "preamble" && std::none_of(all.begin(), all.end(), [&part](const FormPart& each) {
            return each.field == part;
          })) {
        return parameters.Wrong("parts", "不是报告的部分", "names no part of the report");
      }
    }
    if (looking.words.empty() ||
        std::find(looking.words.begin(), looking.words.end(), "") != looking.words.end()) {
      return parameters.Wrong("words", "至少须有一个词", "takes at least one word");
    }
    return looking;
  }

  bool At(const NarrativeText& text) const {
    return parts.empty() || std::find(parts.begin(), parts.end(), text.field) != parts.end();
  }
};

// Words that have no place in a report: misspellings, what a template left over.
class WordsAbsent : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<WordsAbsent>();
    OGI_ASSIGN_OR_RETURN(check->looking_, Looking::Make(parameters));
    check->words_ = WordSet(check->looking_.words);
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const Narrative& narrative = *subject.narrative;
    // The first of each word in a part; the rest is found with it.
    std::vector<std::pair<int, size_t>> told;
    words_.ForEach(narrative.index(), [&](const CharacterIndex::Place& place, size_t word) {
      const NarrativeText& text = narrative.texts()[static_cast<size_t>(place.text)];
      const std::pair<int, size_t> what(place.text, word);
      if (looking_.At(text) && std::find(told.begin(), told.end(), what) == told.end() &&
          Tell(text, place.at, words_.words()[word], writer)) {
        told.push_back(what);
      }
      return true;
    });
  }

 private:
  bool Tell(const NarrativeText& text, size_t at, const std::string& word,
            FindingWriter& writer) const {
    const size_t end = at + word.size();
    // XX in a name such as XXL is part of the name.
    if (IsLetterOrDigit(word.front()) &&
        ((at > 0 && IsLetterOrDigit(text.text[at - 1]) && text.text[at - 1] != word.front()) ||
         (end < text.text.size() && IsLetterOrDigit(text.text[end]) &&
          text.text[end] != word.back()))) {
      return false;
    }
    const size_t before = std::min(at, size_t{24});
    const absl::string_view around = text.text.substr(at - before, before + word.size() + 24);
    if (HasAnyWord(around, looking_.unless)) return false;
    AddSpan(text, {at, end},
            writer.Fail({{"part", PartName(text.field, writer)}, {"found", Both(word)}}));
    return true;
  }

  WordSet words_;
  Looking looking_;
};

// At least one of the words stands in the parts, where these have text.
class WordsPresent : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<WordsPresent>();
    OGI_ASSIGN_OR_RETURN(check->looking_, Looking::Make(parameters));
    check->words_ = WordSet(check->looking_.words);
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const std::vector<NarrativeText>& texts = subject.narrative->texts();
    const auto part_with_text =
        std::find_if(texts.begin(), texts.end(),
                     [this](const NarrativeText& text) { return looking_.At(text); });
    // A part without text is E7's.
    if (part_with_text == texts.end()) return;
    const absl::string_view first = part_with_text->field;
    bool there = false;
    bool elsewhere = false;
    words_.ForEach(subject.narrative->index(), [&](const CharacterIndex::Place& place, size_t) {
      there = looking_.At(texts[static_cast<size_t>(place.text)]);
      elsewhere |= !there;
      return !there;
    });
    if (there) return;
    const Wording part = PartName(first, writer);
    v1::Finding& finding =
        elsewhere
            ? writer.Uncertain(
                  {absl::StrCat("“", part.chinese, "”没有写到，但别的部分写到了（",
                                writer.rule().title(), "）；请核对位置。"),
                   absl::StrCat("Part ", part.english, " does not say it, another part does (",
                                writer.rule().title_en(), "); check the place.")})
            : writer.Fail({{"part", part}});
    finding.set_part(std::string(first));
  }

 private:
  WordSet words_;
  Looking looking_;
};

}  // namespace

std::vector<CheckKind> WordChecks() {
  std::vector<CheckKind> kinds = {
      {"words_absent",
       "None of the words stands in the parts named, or in any; unless words beside it allow it.",
       {"parts", "words", "unless"},
       {"part", "found"},
       {},
       WordsAbsent::Make},
      {"words_present",
       "One of the words at least stands in the parts named; UNCERTAIN where it stands in another.",
       {"parts", "words", "unless"},
       {"part"},
       {},
       WordsPresent::Make},
  };
  for (CheckKind& kind : kinds) kind.reads_text = true;
  return kinds;
}

}  // namespace ogi
