#include "domain/narrative/narrative.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "domain/form/printed_form.h"
#include "domain/narrative/numerals.h"
#include "domain/narrative/words.h"

namespace ogi {
namespace {

// How far rules look around a number within its sentence.
constexpr size_t kMaxReachBytes = 1500;

// What is counted; the longer first where one begins like another.
constexpr absl::string_view kUnits[] = {"件", "条", "宗", "起", "例", "份", "部",
                                        "项", "次", "篇", "个", "期", "元"};

bool IsOneOf(absl::string_view character, absl::Span<const absl::string_view> all) {
  return std::find(all.begin(), all.end(), character) != all.end();
}

// Most characters are Han, and end nothing.
bool MayEnd(absl::string_view character) {
  const unsigned char lead = static_cast<unsigned char>(character[0]);
  return lead < 0x80 || lead == 0xE3 || lead == 0xEF;
}

bool EndsSentence(absl::string_view character) {
  if (!MayEnd(character)) return false;
  static constexpr absl::string_view kEnds[] = {"。", "！", "？", "\n"};
  return IsOneOf(character, kEnds);
}

bool EndsClause(absl::string_view character) {
  if (!MayEnd(character)) return false;
  static constexpr absl::string_view kEnds[] = {"，", "、", "；", "：", "（", "）",
                                                ",",  ";",  ":",  "(",  ")"};
  return IsOneOf(character, kEnds);
}

absl::string_view WithoutSpaces(absl::string_view text) {
  while (absl::ConsumePrefix(&text, " ") || absl::ConsumePrefix(&text, "\u3000")) {
  }
  return text;
}

// Numbers that name rather than count: 第3, A3, 711-2, 〔2021〕30.
bool NamesSomething(absl::string_view before) {
  if (before.empty()) return false;
  const unsigned char last = static_cast<unsigned char>(before.back());
  if (absl::ascii_isalnum(last) || last == '.' || last == '-' || last == '/' || last == '_' ||
      last == '+' || last == '@') {
    return true;
  }
  before = absl::StripTrailingAsciiWhitespace(before);
  return absl::EndsWith(before, "第") || absl::EndsWith(before, "〕") ||
         absl::EndsWith(before, "－") || absl::EndsWith(before, "—");
}

bool SoundsApproximate(absl::string_view lead) {
  lead = absl::StripTrailingAsciiWhitespace(lead);
  constexpr absl::string_view kWords[] = {"约",   "近",   "超",     "超过",  "逾",
                                          "突破", "至少", "不少于", "不低于"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [lead](absl::string_view word) { return absl::EndsWith(lead, word); });
}

// What follows the digits: 余, 万, the unit. False where it counts nothing that rules know.
bool ReadUnit(absl::string_view rest, const Numeral& numeral, NarrativeNumber& number) {
  absl::string_view at = WithoutSpaces(rest);
  const auto take = [&at](absl::string_view word) { return absl::ConsumePrefix(&at, word); };
  const auto end_at = [&] { number.end += static_cast<size_t>(at.data() - rest.data()); };
  if (take("%") || take("％")) {
    number.percent = true;
    number.unit = "%";
    end_at();
    return true;
  }
  for (const auto& [word, factor] : {std::pair<absl::string_view, int64_t>{"余", 0},
                                     {"多", 0},
                                     {"万", 10'000},
                                     {"亿", 100'000'000},
                                     {"余", 0},
                                     {"多", 0}}) {
    if (!take(word)) continue;
    if (factor == 0) {
      number.exact = false;
    } else if (number.value > INT64_MAX / factor) {
      return false;
    } else {
      number.value *= factor;
      if (!absl::StartsWith(at, "元")) number.exact = false;
    }
  }
  at = WithoutSpaces(at);
  for (const absl::string_view unit : kUnits) {
    if (!take(unit)) continue;
    // 一件事, 一起, 一次性, 一个, 一项: words, not counts.
    if (numeral.chinese && numeral.characters == 1 &&
        (numeral.value == kNarrativeOne || (unit != "件" && unit != "宗"))) {
      return false;
    }
    if (absl::StartsWith(at, "百分点") || absl::StartsWith(at, "工作日") ||
        absl::StartsWith(at, "事")) {
      return false;
    }
    number.unit = unit;
    if (take("以上") || take("左右")) number.exact = false;
    end_at();
    return true;
  }
  return false;
}

}  // namespace

Narrative::Narrative(const v1::AnnualReport& report) {
  Read("preamble", report.preamble());
  for (int i = 0; i < kPartCount; ++i) {
    Read(FormOf(report.edition()).parts[static_cast<size_t>(i)].field, PartOf(report, i).text());
  }
  std::vector<absl::string_view> texts;
  for (const NarrativeText& each : texts_) texts.push_back(each.text);
  index_ = CharacterIndex(std::move(texts));
}

const NarrativeSentence& Narrative::SentenceAt(int text, size_t at) const {
  const auto after =
      std::upper_bound(sentences_.begin(), sentences_.end(), std::pair(text, at),
                       [](const std::pair<int, size_t>& place, const NarrativeSentence& sentence) {
                         return place < std::pair(sentence.text, sentence.begin);
                       });
  return after == sentences_.begin() ? *after : *std::prev(after);
}

absl::string_view Narrative::TextOf(const NarrativeSentence& sentence) const {
  return texts_[static_cast<size_t>(sentence.text)].text.substr(sentence.begin,
                                                                sentence.end - sentence.begin);
}

absl::string_view Narrative::Before(const NarrativeNumber& number) const {
  const absl::string_view around = Around(number);
  const absl::string_view text = texts_[static_cast<size_t>(number.text)].text;
  return around.substr(0, number.begin - static_cast<size_t>(around.data() - text.data()));
}

absl::string_view Narrative::Around(const NarrativeNumber& number) const {
  const NarrativeSentence& sentence = sentences_[static_cast<size_t>(number.sentence)];
  const size_t begin =
      std::max(sentence.begin, number.begin - std::min(number.begin, kMaxReachBytes));
  const size_t end = std::min(sentence.end, number.end + kMaxReachBytes);
  return texts_[static_cast<size_t>(number.text)].text.substr(begin, end - begin);
}

void Narrative::Read(absl::string_view field, absl::string_view text) {
  if (text.empty()) return;
  texts_.push_back({field, text});
  NarrativeSentence sentence;
  sentence.text = static_cast<int>(texts_.size()) - 1;
  for (size_t at = 0; at <= text.size();) {
    const size_t bytes = at < text.size() ? CharacterBytes(text.substr(at)) : 1;
    if (at == text.size() || EndsSentence(text.substr(at, bytes))) {
      sentence.end = at;
      if (sentence.end > sentence.begin) {
        ReadNumbers(sentence);
        sentences_.push_back(sentence);
      }
      sentence.begin = at + bytes;
    }
    at += bytes;
  }
}

void Narrative::ReadNumbers(NarrativeSentence& sentence) {
  const absl::string_view text = texts_[static_cast<size_t>(sentence.text)].text;
  sentence.first_number = numbers_.size();
  size_t lead = sentence.begin;
  // Whether the trail of the last number is still open.
  bool open = false;
  const auto close = [&](size_t at) {
    if (open) numbers_.back().trail = text.substr(numbers_.back().end, at - numbers_.back().end);
    open = false;
  };
  for (size_t at = sentence.begin; at < sentence.end;) {
    const size_t bytes = CharacterBytes(text.substr(at));
    if (EndsClause(text.substr(at, bytes))) {
      close(at);
      at += bytes;
      lead = at;
      continue;
    }
    const std::optional<Numeral> numeral = ReadNumeral(text.substr(at, sentence.end - at));
    if (!numeral.has_value()) {
      at += bytes;
      continue;
    }
    NarrativeNumber number;
    number.text = sentence.text;
    number.sentence = static_cast<int>(sentences_.size());
    number.begin = at;
    number.end = at + numeral->bytes;
    number.value = numeral->value;
    number.decimals = numeral->decimals;
    const absl::string_view rest = text.substr(number.end, sentence.end - number.end);
    if (NamesSomething(text.substr(sentence.begin, at - sentence.begin)) ||
        !ReadUnit(rest, *numeral, number)) {
      at += numeral->bytes;
      continue;
    }
    close(at);
    number.lead = text.substr(lead, at - lead);
    if (SoundsApproximate(number.lead)) number.exact = false;
    numbers_.push_back(number);
    at = lead = number.end;
    open = true;
  }
  close(sentence.end);
  sentence.last_number = numbers_.size();
}

}  // namespace ogi
