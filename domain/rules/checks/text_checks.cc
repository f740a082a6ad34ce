// How a text is written: its length, numbering, marks and repetitions.
#include <algorithm>
#include <optional>

#include "absl/hash/hash.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status_macros.h"
#include "domain/form/printed_form.h"
#include "domain/form/text.h"
#include "domain/narrative/narrative.h"
#include "domain/narrative/numerals.h"
#include "domain/narrative/words.h"
#include "domain/rules/check.h"
#include "domain/rules/checks/text_tools.h"

namespace ogi {
namespace {

// A part's length in characters, spaces left out.
class LengthWithin : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<LengthWithin>();
    OGI_ASSIGN_OR_RETURN(check->part_, parameters.String("part"));
    OGI_ASSIGN_OR_RETURN(check->least_, parameters.Number("at_least"));
    OGI_ASSIGN_OR_RETURN(check->most_, parameters.Number("at_most"));
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const std::optional<NarrativeText> text = FindText(subject, part_);
    if (!text.has_value()) return;
    const int64_t length = Length(text->text);
    // Of a text of spaces E7 speaks.
    if (length == 0 || (length >= least_ && length <= most_)) return;
    writer
        .Fail({{"part", PartName(part_, writer)},
               {"length", Both(absl::StrCat(length))},
               {"over", Both(absl::StrCat(length - most_))}})
        .set_part(part_);
  }

 private:
  static int64_t Length(absl::string_view text) {
    int64_t length = 0;
    for (size_t at = 0; at < text.size(); at += CharacterBytes(text.substr(at))) {
      const absl::string_view rest = text.substr(at);
      if (!absl::ascii_isspace(static_cast<unsigned char>(rest[0])) &&
          !absl::StartsWith(rest, "\u3000")) {
        ++length;
      }
    }
    return length;
  }

  std::string part_;
  int64_t least_ = 0;
  int64_t most_ = 0;
};

// 一是、二是、三是 without one twice or left out; or （一）、（二） where sentences begin.
class NumberingInOrder : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<NumberingInOrder>();
    OGI_ASSIGN_OR_RETURN(const std::string style, parameters.String("style"));
    if (style != "一是" && style != "（一）") {
      return parameters.Wrong("style", "只有 一是 和 （一）", "is 一是 or （一）");
    }
    check->headings_ = style == "（一）";
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    for (const NarrativeText& text : subject.narrative->texts()) RunOn(text, writer);
  }

 private:
  void RunOn(const NarrativeText& text, FindingWriter& writer) const {
    const absl::string_view sign = headings_ ? "（" : "是";
    int64_t last = 0;
    size_t last_end = 0;
    for (size_t at = FindWord(text.text, sign); at != absl::string_view::npos;
         at = FindWord(text.text, sign, at + sign.size())) {
      Stretch stretch;
      const std::optional<int64_t> number =
          headings_ ? HeadingAt(text.text, at, stretch) : ItemAt(text.text, at, stretch);
      if (!number.has_value()) {
        // 主要表现一是: the next list may have begun.
        if (!headings_ && absl::EndsWith(text.text.substr(0, at), "一")) last = 0;
        continue;
      }
      if (*number != 1 && last != 0 && *number != last + 1 &&
          (headings_ || !HasHeading(text.text.substr(last_end, at - last_end)))) {
        const bool twice = *number == last;
        AddSpan(text, stretch,
                writer.Fail({{"part", PartName(text.field, writer)},
                             {"found", Both(std::string(text.text.substr(
                                           stretch.begin, stretch.end - stretch.begin)))},
                             {"what", twice ? Wording{"重复", "stands twice"}
                                            : Wording{"前后不连贯", "is out of order"}}}));
        return;
      }
      last = *number;
      last_end = stretch.end;
    }
  }

  static bool HasHeading(absl::string_view between) {
    for (const absl::string_view heading :
         {"（一）", "（二）", "（三）", "（四）", "（五）", "（六）"}) {
      if (HasWord(between, heading)) return true;
    }
    return false;
  }

  // 二是, at the beginning of a sentence or clause.
  static std::optional<int64_t> ItemAt(absl::string_view text, size_t at, Stretch& stretch) {
    size_t begin = at;
    for (int i = 0; i < 3 && begin >= 3; ++i) {
      const std::optional<Numeral> one = ReadNumeral(text.substr(begin - 3, 3));
      if (!one.has_value() || !one->chinese) break;
      begin -= 3;
    }
    if (begin == at || !Begins(text.substr(0, begin))) return std::nullopt;
    const std::optional<Numeral> numeral = ReadNumeral(text.substr(begin, at - begin));
    if (!numeral.has_value() || numeral->bytes != at - begin) return std::nullopt;
    stretch = {begin, at + absl::string_view("是").size()};
    return numeral->value / kNarrativeOne;
  }

  // Where a line or a sentence begins; 第（五）项 is none.
  static std::optional<int64_t> HeadingAt(absl::string_view text, size_t at, Stretch& stretch) {
    if (!Begins(text.substr(0, at))) return std::nullopt;
    const size_t open = at + absl::string_view("（").size();
    const std::optional<Numeral> numeral = ReadNumeral(text.substr(open));
    if (!numeral.has_value() || !numeral->chinese ||
        !absl::StartsWith(text.substr(open + numeral->bytes), "）")) {
      return std::nullopt;
    }
    stretch = {at, open + numeral->bytes + absl::string_view("）").size()};
    return numeral->value / kNarrativeOne;
  }

  static bool Begins(absl::string_view before) {
    if (absl::EndsWith(before, " ") || absl::EndsWith(before, "\n")) return true;
    before = absl::StripTrailingAsciiWhitespace(before);
    while (absl::ConsumeSuffix(&before, "\u3000")) {
    }
    if (before.empty()) return true;
    for (const absl::string_view mark : {"。", "；", "，", "：", "、", "！", ";", ":", ",", "\n"}) {
      if (absl::EndsWith(before, mark)) return true;
    }
    return false;
  }

  bool headings_ = false;
};

// Quotation marks and brackets come in pairs, paragraph by paragraph.
class MarksInPairs : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<MarksInPairs>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    for (const NarrativeText& text : subject.narrative->texts()) {
      // Titles run over lines in some documents; so a part, not a line, is what must be even.
      for (const auto& [open, close] :
           {std::pair<absl::string_view, absl::string_view>{"《", "》"}, {"【", "】"}}) {
        const int opened = Count(text.text, open);
        const int closed = Count(text.text, close);
        if (opened == closed) continue;
        writer
            .Fail({{"part", PartName(text.field, writer)},
                   {"found", Both(absl::StrCat(open, close))},
                   {"opened", Both(absl::StrCat(opened))},
                   {"closed", Both(absl::StrCat(closed))}})
            .set_part(std::string(text.field));
      }
    }
  }

 private:
  static int Count(absl::string_view text, absl::string_view mark) {
    int count = 0;
    for (size_t at = FindWord(text, mark); at != absl::string_view::npos;
         at = FindWord(text, mark, at + mark.size())) {
      ++count;
    }
    return count;
  }
};

// Paragraphs, or sentences, that stand twice.
class NothingTwice : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<NothingTwice>();
    OGI_ASSIGN_OR_RETURN(check->at_least_, parameters.Number("at_least"));
    OGI_ASSIGN_OR_RETURN(const std::string of, parameters.String("of"));
    check->paragraphs_ = of == "paragraphs";
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    struct Piece {
      size_t hash;
      size_t text;
      Stretch stretch;
    };
    std::vector<Piece> pieces;
    const auto& texts = subject.narrative->texts();
    const auto add = [&](size_t text, size_t begin, size_t end) {
      while (begin < end && (texts[text].text[begin] == ' ' ||
                             absl::StartsWith(texts[text].text.substr(begin), "\u3000"))) {
        begin += CharacterBytes(texts[text].text.substr(begin));
      }
      // Three bytes a character; good enough to leave out what is short.
      if (end - begin < static_cast<size_t>(at_least_) * 3) return;
      const absl::string_view piece = texts[text].text.substr(begin, end - begin);
      pieces.push_back({absl::HashOf(piece), text, {begin, end}});
    };
    if (paragraphs_) {
      for (size_t i = 0; i < texts.size(); ++i) {
        for (size_t begin = 0; begin < texts[i].text.size();) {
          const size_t end = std::min(texts[i].text.find('\n', begin), texts[i].text.size());
          add(i, begin, end);
          begin = end + 1;
        }
      }
    } else {
      for (const NarrativeSentence& sentence : subject.narrative->sentences()) {
        add(static_cast<size_t>(sentence.text), sentence.begin, sentence.end);
      }
    }
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.hash < b.hash; });
    for (size_t i = 1; i < pieces.size(); ++i) {
      const Piece& one = pieces[i - 1];
      const Piece& other = pieces[i];
      if (one.hash != other.hash || Words(texts, one) != Words(texts, other)) continue;
      v1::Finding& finding = writer.Fail({{"one", PartName(texts[one.text].field, writer)},
                                          {"other", PartName(texts[other.text].field, writer)}});
      AddSpan(texts[one.text], one.stretch, finding);
      AddSpan(texts[other.text], other.stretch, finding);
      return;
    }
  }

 private:
  template <typename Piece>
  static absl::string_view Words(const std::vector<NarrativeText>& texts, const Piece& piece) {
    return texts[piece.text].text.substr(piece.stretch.begin,
                                         piece.stretch.end - piece.stretch.begin);
  }

  int64_t at_least_ = 0;
  bool paragraphs_ = true;
};

// A part's text ends in the middle of a sentence.
class PartsEnd : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<PartsEnd>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    for (const NarrativeText& text : subject.narrative->texts()) {
      if (text.field != "overview" && text.field != "problems" && text.field != "other_matters") {
        continue;
      }
      absl::string_view words = absl::StripTrailingAsciiWhitespace(text.text);
      while (absl::ConsumeSuffix(&words, "\u3000")) {
      }
      for (const absl::string_view mark : {"，", "、", "（", "《", "“"}) {
        if (!absl::EndsWith(words, mark)) continue;
        AddSpan(text, {words.size() - mark.size(), words.size()},
                writer.Fail(
                    {{"part", PartName(text.field, writer)}, {"found", Both(std::string(mark))}}));
      }
    }
  }
};

// Numbers of identity cards and mobile telephones.
class NoPersonalNumbers : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<NoPersonalNumbers>();
    OGI_ASSIGN_OR_RETURN(const std::string kind, parameters.String("kind"));
    if (kind != "identity_card" && kind != "mobile") {
      return parameters.Wrong("kind", "只有 identity_card 和 mobile", "is identity_card or mobile");
    }
    check->mobile_ = kind == "mobile";
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    for (const NarrativeText& text : subject.narrative->texts()) RunOn(text, writer);
  }

 private:
  void RunOn(const NarrativeText& text, FindingWriter& writer) const {
    const absl::string_view words = text.text;
    for (size_t at = 0; at < words.size(); ++at) {
      if (!IsDigit(words[at])) continue;
      size_t end = at;
      while (end < words.size() && (IsDigit(words[end]) || words[end] == 'X')) ++end;
      const absl::string_view number = words.substr(at, end - at);
      const bool apart = (at == 0 || (!IsLetterOrDigit(words[at - 1]) && words[at - 1] != '_' &&
                                      words[at - 1] != '/' && words[at - 1] != '-')) &&
                         (end == words.size() ||
                          (!IsLetterOrDigit(words[end]) && words[end] != '@' && words[end] != '.'));
      if (apart && (mobile_ ? IsMobile(number) : IsIdentityCard(number))) {
        Tell(text, at, end, writer);
        return;
      }
      at = end;
    }
  }

  void Tell(const NarrativeText& text, size_t begin, size_t end, FindingWriter& writer) const {
    const size_t before = std::min(begin, size_t{60});
    const absl::string_view lead = text.text.substr(begin - before, before);
    const bool office =
        mobile_ && (HasWord(lead, "电话") || HasWord(lead, "联系") || HasWord(lead, "手机"));
    // The quote must not spread what should not be there: only the first digits are shown.
    constexpr size_t kShown = 3;
    v1::Finding& finding =
        office ? writer.Uncertain({"文中的联系电话是手机号码；如果是个人手机，请改用办公电话。",
                                   "The telephone given is a mobile one; if it is somebody's own, "
                                   "give that of the office."})
               : writer.Fail({{"part", PartName(text.field, writer)}});
    AddSpan(text, {begin, std::min(end, begin + kShown)}, finding);
  }

  static bool IsMobile(absl::string_view number) {
    return number.size() == 11 && number[0] == '1' && number[1] >= '3' && number[1] <= '9' &&
           number.find('X') == absl::string_view::npos;
  }

  // GB 11643: a birthday, and a check digit.
  static bool IsIdentityCard(absl::string_view number) {
    if (number.size() != 18 || number.find('X') < 17) return false;
    constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (size_t i = 0; i < 17; ++i) sum += (number[i] - '0') * kWeights[i];
    const int year = (number[6] - '0') * 10 + (number[7] - '0');
    const int month = (number[10] - '0') * 10 + (number[11] - '0');
    return (year == 19 || year == 20) && month >= 1 && month <= 12 &&
           "10X98765432"[sum % 11] == number[17];
  }

  bool mobile_ = false;
};

// A heading of another part at the beginning of a line, or of the report, in a part's text.
class NoOtherHeading : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<NoOtherHeading>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    for (const NarrativeText& text : subject.narrative->texts()) {
      if (text.field == "preamble") continue;
      for (const FormPart& part : FormOf(writer.edition()).parts) {
        const size_t at = FindWord(text.text, part.heading);
        if (at == absl::string_view::npos || part.field == text.field) continue;
        if (at > 0 && text.text[at - 1] != '\n' && !absl::EndsWith(text.text.substr(0, at), "。")) {
          continue;
        }
        AddSpan(text, {at, at + part.heading.size()},
                writer.Fail({{"part", PartName(text.field, writer)},
                             {"found", Both(std::string(part.heading))}}));
      }
    }
  }
};

// The number behind the Regulation's name is the one in force.
class CitesTheRegulation : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<CitesTheRegulation>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    constexpr absl::string_view kName = "政府信息公开条例》";
    for (const NarrativeText& text : subject.narrative->texts()) {
      for (size_t at = FindWord(text.text, kName); at != absl::string_view::npos;
           at = FindWord(text.text, kName, at + kName.size())) {
        // Provinces have regulations of that name too.
        const absl::string_view before = text.text.substr(0, at);
        if (!absl::EndsWith(before, "《") && !absl::EndsWith(before, "共和国")) continue;
        absl::string_view rest = text.text.substr(at + kName.size());
        if (!absl::ConsumePrefix(&rest, "（") && !absl::ConsumePrefix(&rest, "(")) continue;
        rest = rest.substr(0, std::min(FindWord(rest, "号"), size_t{45}));
        const size_t decree = FindWord(rest, "令");
        if (decree == absl::string_view::npos) continue;
        rest.remove_prefix(decree + absl::string_view("令").size());
        absl::ConsumePrefix(&rest, "第");
        rest = absl::StripLeadingAsciiWhitespace(rest);
        const std::optional<Numeral> number = ReadNumeral(rest);
        if (!number.has_value() || number->chinese || number->value == 711 * kNarrativeOne) {
          continue;
        }
        const size_t begin = static_cast<size_t>(rest.data() - text.text.data());
        AddSpan(text, {begin, begin + number->bytes},
                writer.Fail({{"part", PartName(text.field, writer)},
                             {"found", Both(absl::StrCat(number->value / kNarrativeOne))}}));
        return;
      }
    }
  }
};

}  // namespace

std::vector<CheckKind> TextChecks() {
  std::vector<CheckKind> kinds = {
      {"length_within",
       "A part has from at_least to at_most characters, spaces left out.",
       {"part", "at_least", "at_most"},
       {"part", "length", "over"},
       {},
       LengthWithin::Make},
      {"numbering_in_order",
       "一是, 二是 or, where sentences begin, （一）, （二） run on without one twice or left "
       "out.",
       {"style"},
       {"part", "found", "what"},
       {},
       NumberingInOrder::Make},
      {"marks_in_pairs",
       "《》 and 【】 come in pairs.",
       {},
       {"part", "found", "opened", "closed"},
       {},
       MarksInPairs::Make},
      {"nothing_twice",
       "No paragraph or sentence of at_least characters stands twice.",
       {"at_least", "of"},
       {"one", "other"},
       {},
       NothingTwice::Make},
      {"parts_end",
       "Parts one, five and six do not end in a comma or an opening mark.",
       {},
       {"part", "found"},
       {},
       PartsEnd::Make},
      {"no_personal_numbers",
       "No numbers of identity cards or mobile telephones stand in the text.",
       {"kind"},
       {"part"},
       {},
       NoPersonalNumbers::Make},
      {"no_other_heading",
       "No heading of another part begins a line of a part's text.",
       {},
       {"part", "found"},
       {},
       NoOtherHeading::Make},
      {"cites_the_regulation",
       "The decree behind the Regulation's name is No. 711.",
       {},
       {"part", "found"},
       {},
       CitesTheRegulation::Make},
  };
  for (CheckKind& kind : kinds) kind.reads_text = true;
  return kinds;
}

}  // namespace ogi
