#include "domain/agency/agency.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/limits.h"
#include "domain/codes/credit_code.h"
#include "domain/codes/region_code.h"
#include "domain/codes/resource_name.h"
#include "domain/form/text.h"

namespace ogi {
namespace {

using DatedTexts = google::protobuf::RepeatedPtrField<v1::DatedText>;

std::string DateText(const google::type::Date& date) {
  return absl::StrCat(date.year(), "-", date.month(), "-", date.day());
}

CivilDay FirstDay(const v1::DatedText& text) {
  return ParseDate(text.from()).value_or(CivilDay::min());
}

CivilDay LastDay(const v1::DatedText& text) {
  return ParseDate(text.to()).value_or(CivilDay::max());
}

// Language, then subtags: the shape of BCP 47, without its registry.
bool IsLanguageCode(absl::string_view code) {
  if (code.size() > 35) return false;
  const std::vector<absl::string_view> tags = absl::StrSplit(code, '-');
  for (size_t i = 0; i < tags.size(); ++i) {
    const size_t least = i == 0 ? 2 : 1;
    const size_t most = i == 0 ? 3 : 8;
    if (tags[i].size() < least || tags[i].size() > most) return false;
    for (const char c : tags[i]) {
      const auto byte = static_cast<unsigned char>(c);
      if (i == 0 ? !absl::ascii_isalpha(byte) : !absl::ascii_isalnum(byte)) return false;
    }
  }
  return true;
}

int CharactersIn(absl::string_view text) {
  return static_cast<int>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; }));
}

// The place of the first space among the characters, from 1: those that look like none too. 0 if
// there is none.
int FirstSpace(absl::string_view text) {
  size_t first = absl::string_view::npos;
  for (const absl::string_view space : {" ", "\t", "\xC2\xA0", "\xE3\x80\x80"}) {
    first = std::min(first, text.find(space));
  }
  return first == absl::string_view::npos ? 0 : CharactersIn(text.substr(0, first)) + 1;
}

class AgencyChecker {
 public:
  AgencyChecker(const v1::Agency& agency, absl::string_view prefix, FieldViolations* violations)
      : agency_(agency), prefix_(prefix), violations_(violations) {}

  void Check() {
    if (!CheckSize()) return;
    if (!ParseAgencyName(agency_.name()).has_value()) {
      Add("name",
          absl::StrCat("名称 ", Quoted(agency_.name()),
                       " 不合格式；应为 agencies/ 加编号：两位数字、连字符、4 至 20 位数字或大写"
                       "字母，如 agencies/54-0424204。"),
          absl::StrCat("The name is ", Quoted(agency_.name()),
                       "; it must be agencies/ and an id: two digits, a hyphen, 4 to 20 digits or "
                       "capitals, e.g. agencies/54-0424204."));
    }
    if (agency_.names().empty()) {
      Add("names", "没有机关名称；至少填一个。", "There is no name; give at least one.");
    }
    if (agency_.level() == v1::Agency::LEVEL_UNSPECIFIED ||
        !v1::Agency::Level_IsValid(agency_.level())) {
      Add("level",
          "未说明级别或级别无法识别；应为 CENTRAL、PROVINCE、PREFECTURE、COUNTY、TOWNSHIP 或 "
          "DEPARTMENT。",
          "The level is missing or unknown; it must be CENTRAL, PROVINCE, PREFECTURE, COUNTY, "
          "TOWNSHIP or DEPARTMENT.");
    }
    if (CheckDatedTexts("names", agency_.names())) CheckOneAtATime("names", agency_.names());
    CheckLocalisedNames();
    if (CheckDatedTexts("region_codes", agency_.region_codes())) CheckRegionCodes();
    if (CheckDatedTexts("credit_codes", agency_.credit_codes())) CheckCreditCodes();
    CheckDatedTexts("local_numbers", agency_.local_numbers());
    if (CheckDatedTexts("superiors", agency_.superiors())) {
      CheckSuperiors();
      CheckOneAtATime("superiors", agency_.superiors());
    }
    CheckSuccessions();
  }

 private:
  void Add(absl::string_view field, absl::string_view chinese, absl::string_view english) {
    violations_->Add(absl::StrCat(prefix_, ".", field), chinese, english);
  }

  static std::string Item(absl::string_view list, int index) {
    return absl::StrCat(list, "[", index, "]");
  }

  // False past a limit: nothing more of it is looked at then.
  bool CheckSize() {
    const size_t bytes = agency_.ByteSizeLong();
    if (bytes <= limits::kMaxAgencyBytes) return true;
    violations_->Add(prefix_,
                     absl::StrCat("机关记录共 ", bytes, " 字节，最多 ", limits::kMaxAgencyBytes,
                                  " 字节。请删减。"),
                     absl::StrCat("The record has ", bytes, " bytes, at most ",
                                  limits::kMaxAgencyBytes, " are allowed. Shorten it."));
    return false;
  }

  bool CheckLength(absl::string_view list, int count) {
    if (count <= limits::kMaxAgencyAttributes) return true;
    Add(list,
        absl::StrCat("共 ", count, " 项，最多 ", limits::kMaxAgencyAttributes, " 项。请删减。"),
        absl::StrCat("There are ", count, " entries, at most ", limits::kMaxAgencyAttributes,
                     " are allowed. Remove some."));
    return false;
  }

  void CheckDate(absl::string_view field, bool given, const google::type::Date& date) {
    if (!given || ParseDate(date).has_value()) return;
    Add(field, absl::StrCat("没有 ", DateText(date), " 这一天；请填写完整的年、月、日，或不填。"),
        absl::StrCat("There is no day ", DateText(date),
                     "; give year, month and day, or no date."));
  }

  void CheckDatedText(absl::string_view field, const v1::DatedText& text) {
    const std::string text_field = absl::StrCat(field, ".text");
    if (text.text().empty()) {
      Add(text_field, "没有内容；请填写，或删去该项。",
          "It is empty; fill it in, or remove the entry.");
    }
    CheckText(text.text(), limits::kMaxLineBytes, absl::StrCat(prefix_, ".", text_field),
              violations_);
    CheckEnds(text_field, text.text());
    CheckDate(absl::StrCat(field, ".from"), text.has_from(), text.from());
    CheckDate(absl::StrCat(field, ".to"), text.has_to(), text.to());
    if (FirstDay(text) > LastDay(text)) {
      Add(absl::StrCat(field, ".to"),
          absl::StrCat("截止日 ", DateText(text.to()), " 早于起始日 ", DateText(text.from()),
                       "；请改正。"),
          absl::StrCat("The last day ", DateText(text.to()), " is before the first ",
                       DateText(text.from()), "; mend them."));
    }
  }

  // A space that nobody sees makes another name of a name, which is then never found.
  void CheckEnds(absl::string_view field, absl::string_view text) {
    const absl::string_view stripped = StripSpaces(text);
    if (stripped.size() == text.size() || stripped.empty()) return;
    const bool at_end = stripped.data() == text.data();
    const int place = at_end ? CharactersIn(stripped) + 1 : 1;
    Add(field, absl::StrCat("第 ", place, " 个字符是空格，请删去。"),
        absl::StrCat("Character ", place, " is a space; remove it."));
  }

  bool CheckDatedTexts(absl::string_view list, const DatedTexts& texts) {
    if (!CheckLength(list, texts.size())) return false;
    for (int i = 0; i < texts.size(); ++i) CheckDatedText(Item(list, i), texts[i]);
    return true;
  }

  void CheckOneAtATime(absl::string_view list, const DatedTexts& texts) {
    for (int later = 1; later < texts.size(); ++later) {
      for (int earlier = 0; earlier < later; ++earlier) {
        if (FirstDay(texts[later]) > LastDay(texts[earlier]) ||
            FirstDay(texts[earlier]) > LastDay(texts[later])) {
          continue;
        }
        Add(Item(list, later),
            absl::StrCat("与第 ", earlier + 1,
                         " 项的有效期重叠；同一天只能有一项有效，请改正起止日期。"),
            absl::StrCat("It overlaps entry ", earlier + 1,
                         "; only one may be in force on a day. Correct the dates."));
        break;
      }
    }
  }

  void CheckLocalisedNames() {
    if (!CheckLength("localised_names", agency_.localised_names_size())) return;
    for (int i = 0; i < agency_.localised_names_size(); ++i) {
      const v1::LocalisedText& name = agency_.localised_names(i);
      const std::string field = Item("localised_names", i);
      if (!IsLanguageCode(name.language_code())) {
        Add(absl::StrCat(field, ".language_code"),
            absl::StrCat("语言代码 ", Quoted(name.language_code()),
                         " 不合格式；应为 BCP 47 代码，如藏语 bo。"),
            absl::StrCat("The language code is ", Quoted(name.language_code()),
                         "; it must be BCP 47, e.g. bo for Tibetan."));
      }
      CheckDatedText(absl::StrCat(field, ".text"), name.text());
    }
  }

  void CheckRegionCodes() {
    for (int i = 0; i < agency_.region_codes_size(); ++i) {
      const std::string& code = agency_.region_codes(i).text();
      if (IsRegionCode(code)) continue;
      Add(absl::StrCat(Item("region_codes", i), ".text"),
          absl::StrCat("行政区划代码 ", Quoted(code),
                       " 不合格式；应为 6、9 或 12 位数字，前两位为 11 至 82。"),
          absl::StrCat("The region code is ", Quoted(code),
                       "; it must have 6, 9 or 12 digits and begin with 11 to 82."));
    }
  }

  void CheckCreditCodes() {
    for (int i = 0; i < agency_.credit_codes_size(); ++i) {
      const std::string& code = agency_.credit_codes(i).text();
      if (IsCreditCode(code)) continue;
      if (const int space = FirstSpace(code); space > 0) {
        Add(absl::StrCat(Item("credit_codes", i), ".text"),
            absl::StrCat("统一社会信用代码 ", Quoted(code), " 的第 ", space,
                         " 个字符是空格，请删去。"),
            absl::StrCat("Character ", space, " of the credit code ", Quoted(code),
                         " is a space; delete it."));
        continue;
      }
      const char check =
          code.size() == 18 ? CreditCodeCheckDigit(absl::string_view(code).substr(0, 17)) : '\0';
      const std::string expected(check == '\0' ? 0 : 1, check);
      Add(absl::StrCat(Item("credit_codes", i), ".text"),
          absl::StrCat("统一社会信用代码 ", Quoted(code), " 有误；应为 18 位，第 3 至 8 位为数字",
                       expected.empty() ? "" : absl::StrCat("，按前 17 位算，末位应为 ", expected),
                       "。请对照证书核对。"),
          absl::StrCat("The credit code ", Quoted(code),
                       " is wrong: it has 18 characters, digits in places 3 to 8",
                       expected.empty()
                           ? ""
                           : absl::StrCat(", and by the first 17 the last would be ", expected),
                       ". Check it against the certificate."));
    }
  }

  void CheckOtherAgency(absl::string_view field, absl::string_view other) {
    if (!ParseAgencyName(other).has_value()) {
      Add(field,
          absl::StrCat("机关 ", Quoted(other),
                       " 不合格式；应为 agencies/ 加编号，如 agencies/54-0424。"),
          absl::StrCat("The agency is ", Quoted(other),
                       "; it must be agencies/ and an id, e.g. agencies/54-0424."));
    } else if (other == agency_.name()) {
      Add(field, "填的是机关自己；请填另一机关。", "This is the agency itself; name another.");
    }
  }

  void CheckSuperiors() {
    for (int i = 0; i < agency_.superiors_size(); ++i) {
      const std::string& superior = agency_.superiors(i).text();
      if (!superior.empty()) {
        CheckOtherAgency(absl::StrCat(Item("superiors", i), ".text"), superior);
      }
    }
  }

  void CheckSuccessions() {
    if (!CheckLength("successions", agency_.successions_size())) return;
    for (int i = 0; i < agency_.successions_size(); ++i) {
      const v1::Succession& succession = agency_.successions(i);
      const std::string field = Item("successions", i);
      if (succession.kind() != v1::Succession::PREDECESSOR &&
          succession.kind() != v1::Succession::SUCCESSOR) {
        Add(absl::StrCat(field, ".kind"),
            "未说明种类或种类无法识别；应为 PREDECESSOR（前身）或 SUCCESSOR（后继）。",
            "The kind is missing or unknown; it must be PREDECESSOR or SUCCESSOR.");
      }
      CheckOtherAgency(absl::StrCat(field, ".agency"), succession.agency());
      CheckDate(absl::StrCat(field, ".date"), succession.has_date(), succession.date());
    }
  }

  const v1::Agency& agency_;
  const absl::string_view prefix_;
  FieldViolations* const violations_;
};

const v1::DatedText* InForceOn(const DatedTexts& texts, CivilDay day) {
  for (const v1::DatedText& text : texts) {
    if (InForce(text, day)) return &text;
  }
  return nullptr;
}

}  // namespace

void CheckAgency(const v1::Agency& agency, absl::string_view field_prefix,
                 FieldViolations* violations) {
  AgencyChecker(agency, field_prefix, violations).Check();
}

bool InForce(const v1::DatedText& text, CivilDay day) {
  return FirstDay(text) <= day && day <= LastDay(text);
}

absl::string_view NameOn(const v1::Agency& agency, CivilDay day) {
  if (const v1::DatedText* name = InForceOn(agency.names(), day); name != nullptr) {
    return name->text();
  }
  const v1::DatedText* nearest = nullptr;
  for (const v1::DatedText& name : agency.names()) {
    const bool before = LastDay(name) < day;
    if (before && (nearest == nullptr || LastDay(name) > LastDay(*nearest))) nearest = &name;
  }
  if (nearest != nullptr) return nearest->text();
  return agency.names().empty() ? absl::string_view() : agency.names(0).text();
}

absl::string_view SuperiorOn(const v1::Agency& agency, CivilDay day) {
  const v1::DatedText* superior = InForceOn(agency.superiors(), day);
  if (superior == nullptr) return "";
  return absl::StripPrefix(superior->text(), "agencies/");
}

}  // namespace ogi
