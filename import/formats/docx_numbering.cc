#include "import/formats/docx_numbering.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "import/formats/docx_xml.h"

namespace ogi {
namespace {

// Beyond it numbers are written in digits.
constexpr int kMaxCounted = 9999;
// A numeral is shorter: beyond it is no numeral but a trick.
constexpr size_t kMaxNumeralBytes = 64;
// No style is based on so many others.
constexpr int kMaxBases = 32;

constexpr absl::string_view kDigits[] = {"〇", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
constexpr absl::string_view kLegalDigits[] = {"零", "壹", "贰", "叁", "肆",
                                              "伍", "陆", "柒", "捌", "玖"};
constexpr absl::string_view kUnits[] = {"", "十", "百", "千"};
constexpr absl::string_view kLegalUnits[] = {"", "拾", "佰", "仟"};
constexpr absl::string_view kStems[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
constexpr absl::string_view kBranches[] = {"子", "丑", "寅", "卯", "辰", "巳",
                                           "午", "未", "申", "酉", "戌", "亥"};

// 十二, 一百零五.
std::string Count(int number, const absl::string_view (&digits)[10],
                  const absl::string_view (&units)[4], absl::string_view zero) {
  std::string text;
  bool gap = false;
  int divisor = 1000;
  for (int unit = 3; unit >= 0; --unit, divisor /= 10) {
    const int digit = number / divisor % 10;
    if (digit == 0) {
      gap = !text.empty();
      continue;
    }
    if (std::exchange(gap, false)) absl::StrAppend(&text, zero);
    // 十二 rather than 一十二.
    const bool bare = unit == 1 && digit == 1 && text.empty() && units[1] == "十";
    absl::StrAppend(&text, bare ? "" : digits[digit], units[unit]);
  }
  return text.empty() ? std::string(digits[0]) : text;
}

// 一二, digit by digit.
std::string Spell(int number) {
  std::string text;
  for (const char each : absl::StrCat(number)) absl::StrAppend(&text, kDigits[each - '0']);
  return text;
}

std::string Roman(int number) {
  static constexpr std::pair<int, absl::string_view> kSteps[] = {
      {1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
      {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
  std::string text;
  for (const auto& [value, letters] : kSteps) {
    for (; number >= value; number -= value) absl::StrAppend(&text, letters);
  }
  return text;
}

// A, B, … Z, AA, BB, as Word goes on.
std::string Letters(int number, char first) {
  return std::string(static_cast<size_t>((number - 1) / 26 + 1),
                     static_cast<char>(first + (number - 1) % 26));
}

std::string Enclosed(int number) {
  static constexpr absl::string_view kCircled[] = {"①", "②", "③", "④", "⑤", "⑥", "⑦",
                                                   "⑧", "⑨", "⑩", "⑪", "⑫", "⑬", "⑭",
                                                   "⑮", "⑯", "⑰", "⑱", "⑲", "⑳"};
  return number <= static_cast<int>(std::size(kCircled)) ? std::string(kCircled[number - 1])
                                                         : absl::StrCat(number);
}

std::string FullWidth(int number) {
  static constexpr absl::string_view kWide[] = {"０", "１", "２", "３", "４",
                                                "５", "６", "７", "８", "９"};
  std::string text;
  for (const char each : absl::StrCat(number)) absl::StrAppend(&text, kWide[each - '0']);
  return text;
}

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char each) { return static_cast<char>(each | 0x20); });
  return text;
}

int LevelNumber(pugi::xml_node node) { return IntegerOf(node, "ilvl", 0); }

}  // namespace

std::string FormatNumeral(int number, absl::string_view format) {
  if (format == "none" || format == "bullet") return "";
  if (number <= 0 || number > kMaxCounted) return absl::StrCat(number);
  if (format == "chineseCounting" || format == "chineseCountingThousand" ||
      format == "japaneseCounting" || format == "taiwaneseCounting" ||
      format == "taiwaneseCountingThousand" || format == "koreanCounting" ||
      format == "japaneseLegal") {
    return Count(number, kDigits, kUnits, "零");
  }
  if (format == "ideographDigital" || format == "japaneseDigitalTenThousand" ||
      format == "taiwaneseDigital" || format == "koreanDigital2") {
    return Spell(number);
  }
  if (format == "chineseLegalSimplified" || format == "ideographLegalTraditional") {
    return Count(number, kLegalDigits, kLegalUnits, "零");
  }
  if (format == "ideographTraditional") return std::string(kStems[(number - 1) % 10]);
  if (format == "ideographZodiac") return std::string(kBranches[(number - 1) % 12]);
  if (format == "decimalZero") return absl::StrCat(number < 10 ? "0" : "", number);
  if (format == "decimalFullWidth" || format == "decimalFullWidth2") return FullWidth(number);
  if (absl::StartsWith(format, "decimalEnclosedCircle")) return Enclosed(number);
  if (format == "decimalEnclosedParen") return absl::StrCat("(", number, ")");
  if (format == "decimalEnclosedFullstop") return absl::StrCat(number, ".");
  if (format == "ideographEnclosedCircle") {
    return absl::StrCat("（", Count(number, kDigits, kUnits, "零"), "）");
  }
  if (format == "upperRoman") return Roman(number);
  if (format == "lowerRoman") return Lower(Roman(number));
  if (format == "upperLetter") return Letters(number, 'A');
  if (format == "lowerLetter") return Letters(number, 'a');
  return absl::StrCat(number);
}

DocxNumbering::Level DocxNumbering::ReadLevel(pugi::xml_node node) {
  Level level;
  level.start = IntegerOf(ChildOf(node, "start"), "val", 1);
  const pugi::xml_node format = ChildOf(node, "numFmt");
  if (format) level.format = ValueOf(format);
  level.text = ValueOf(ChildOf(node, "lvlText"));
  if (level.text.size() > kMaxNumeralBytes) level.text.clear();
  level.style = ValueOf(ChildOf(node, "pStyle"));
  level.restarts = IntegerOf(ChildOf(node, "lvlRestart"), "val", 1) != 0;
  level.legal = IsOn(ChildOf(node, "isLgl"));
  level.no_suffix = ValueOf(ChildOf(node, "suff")) == "nothing";
  return level;
}

DocxNumbering::DocxNumbering(const pugi::xml_document& numbering,
                             const pugi::xml_document& styles) {
  const pugi::xml_node root = numbering.document_element();
  for (const pugi::xml_node node : root.children()) {
    if (NameOf(node) == "abstractNum") {
      List& list = lists_[AttributeOf(node, "abstractNumId")];
      list.style_link = ValueOf(ChildOf(node, "numStyleLink"));
      for (const pugi::xml_node each : node.children()) {
        const int level = LevelNumber(each);
        if (NameOf(each) == "lvl" && level >= 0 && level < kLevels) {
          list.levels[static_cast<size_t>(level)] = ReadLevel(each);
        }
      }
    } else if (NameOf(node) == "num") {
      Use& use = uses_[AttributeOf(node, "numId")];
      use.list = ValueOf(ChildOf(node, "abstractNumId"));
      for (const pugi::xml_node each : node.children()) {
        const int level = LevelNumber(each);
        if (NameOf(each) != "lvlOverride" || level < 0 || level >= kLevels) continue;
        if (const pugi::xml_node start = ChildOf(each, "startOverride")) {
          use.starts[static_cast<size_t>(level)] = IntegerOf(start, "val", 1);
        }
        if (const pugi::xml_node own = ChildOf(each, "lvl")) use.levels[level] = ReadLevel(own);
      }
    }
  }
  for (const pugi::xml_node node : styles.document_element().children()) {
    if (NameOf(node) != "style") continue;
    const std::string id = AttributeOf(node, "styleId");
    if (AttributeOf(node, "type") == "paragraph" && AttributeOf(node, "default") == "1") {
      default_style_ = id;
    }
    StyleNumbering& style = styles_[id];
    style.based_on = ValueOf(ChildOf(node, "basedOn"));
    const pugi::xml_node properties = ChildOf(ChildOf(node, "pPr"), "numPr");
    style.use = ValueOf(ChildOf(properties, "numId"));
    if (const pugi::xml_node level = ChildOf(properties, "ilvl")) {
      style.level = IntegerOf(level, "val", 0);
    }
  }
}

std::optional<DocxNumbering::StyleNumbering> DocxNumbering::OfStyle(std::string style) const {
  std::optional<int> level;
  for (int i = 0; i < kMaxBases; ++i) {
    const auto found = styles_.find(style);
    if (found == styles_.end()) return std::nullopt;
    if (!level.has_value()) level = found->second.level;
    if (!found->second.use.empty()) {
      StyleNumbering result = found->second;
      result.level = level;
      // A level of the list may belong to the style.
      const auto use = uses_.find(result.use);
      if (!level.has_value() && use != uses_.end()) {
        if (const auto list = lists_.find(use->second.list); list != lists_.end()) {
          for (int each = 0; each < kLevels; ++each) {
            if (list->second.levels[static_cast<size_t>(each)].style == style) result.level = each;
          }
        }
      }
      return result;
    }
    style = found->second.based_on;
  }
  return std::nullopt;
}

const DocxNumbering::Level& DocxNumbering::LevelOf(const Use& use, const List& list,
                                                   int level) const {
  const auto own = use.levels.find(level);
  return own != use.levels.end() ? own->second : list.levels[static_cast<size_t>(level)];
}

std::string DocxNumbering::Next(pugi::xml_node properties) {
  const pugi::xml_node numbering = ChildOf(properties, "numPr");
  std::string use_id = ValueOf(ChildOf(numbering, "numId"));
  int level = IntegerOf(ChildOf(numbering, "ilvl"), "val", 0);
  if (use_id.empty()) {
    std::string style = ValueOf(ChildOf(properties, "pStyle"));
    if (style.empty()) style = default_style_;
    const std::optional<StyleNumbering> of_style = OfStyle(std::move(style));
    if (!of_style.has_value()) return "";
    use_id = of_style->use;
    if (!ChildOf(numbering, "ilvl")) level = of_style->level.value_or(0);
  }
  auto use = uses_.find(use_id);
  if (use == uses_.end() || level < 0 || level >= kLevels) return "";
  auto list = lists_.find(use->second.list);
  if (list != lists_.end() && !list->second.style_link.empty()) {
    const auto linked = styles_.find(list->second.style_link);
    const auto their_use = linked == styles_.end() ? uses_.end() : uses_.find(linked->second.use);
    if (their_use != uses_.end()) list = lists_.find(their_use->second.list);
  }
  if (list == lists_.end()) return "";

  auto& counts = list->second.counts;
  std::optional<int>& count = counts[static_cast<size_t>(level)];
  const std::optional<int>& own_start = use->second.starts[static_cast<size_t>(level)];
  if (own_start.has_value() && started_.insert({use_id, level}).second) {
    count = *own_start;
  } else {
    count = count.has_value() ? std::min(*count, kMaxCounted) + 1
                              : LevelOf(use->second, list->second, level).start;
  }
  for (int deeper = level + 1; deeper < kLevels; ++deeper) {
    if (LevelOf(use->second, list->second, deeper).restarts) {
      counts[static_cast<size_t>(deeper)].reset();
    }
  }

  const Level& shown = LevelOf(use->second, list->second, level);
  if (shown.format == "bullet") return "";
  std::string text;
  for (size_t i = 0; i < shown.text.size(); ++i) {
    const bool is_place = shown.text[i] == '%' && i + 1 < shown.text.size() &&
                          shown.text[i + 1] >= '1' && shown.text[i + 1] <= '9';
    if (!is_place) {
      text += shown.text[i];
      continue;
    }
    const int other = shown.text[++i] - '1';
    const Level& named = LevelOf(use->second, list->second, other);
    absl::StrAppend(&text, FormatNumeral(counts[static_cast<size_t>(other)].value_or(named.start),
                                         shown.legal ? "decimal" : named.format));
  }
  // After Chinese punctuation a gap is nothing to read.
  const bool gap =
      !text.empty() && !shown.no_suffix && static_cast<unsigned char>(text.back()) < 0x80;
  return gap ? absl::StrCat(text, " ") : text;
}

}  // namespace ogi
