#include "clients/cli/text/access_text.h"

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

constexpr int kNameWidth = 48;
constexpr int kTextWidth = 40;

// A table whose last two columns tell when a record was made, and when and why it was withdrawn.
class RecordGrid {
 public:
  RecordGrid(Language language,
             std::initializer_list<std::pair<absl::string_view, absl::string_view>> columns)
      : grid_(Caps(columns.size() + 2)) {
    std::vector<GridCell> header;
    for (const auto& [chinese, english] : columns) {
      header.push_back({std::string(Pick(language, chinese, english))});
    }
    header.push_back({std::string(Pick(language, "登记", "made"))});
    header.push_back({std::string(Pick(language, "撤销", "withdrawn"))});
    grid_.AddRow(std::move(header));
    grid_.AddRule();
  }

  void Add(std::initializer_list<std::string> texts, const v1::RecordLife& life) {
    std::vector<GridCell> row;
    for (const std::string& text : texts) row.push_back({Printable(text)});
    row.push_back({absl::StrCat(ChinaTimeText(life.create_time()), By(life.creator()))});
    row.push_back({life.has_withdraw_time()
                       ? absl::StrCat(ChinaTimeText(life.withdraw_time()), By(life.withdrawer()),
                                      life.withdraw_reason().empty() ? "" : "\n",
                                      Printable(life.withdraw_reason()))
                       : ""});
    grid_.AddRow(std::move(row));
  }

  std::string Draw() const { return grid_.Draw(); }

 private:
  static std::vector<int> Caps(size_t columns) {
    std::vector<int> caps(columns, kTextWidth);
    caps.front() = kNameWidth;
    return caps;
  }

  // The person, or the organ where none is named; nothing for what `ogid init` made.
  static std::string By(const v1::Actor& actor) {
    const std::string& who = actor.person().empty() ? actor.agency() : actor.person();
    return who.empty() ? "" : absl::StrCat(" ", Printable(ShortName(who)));
  }

  Grid grid_;
};

std::string KindText(const v1::Mandate& mandate, Language language) {
  switch (mandate.kind()) {
    case v1::Mandate::PLATFORM:
      return std::string(mandate.subtree() ? Pick(language, "本机关及下级", "it and all below")
                                           : Pick(language, "本机关", "it alone"));
    case v1::Mandate::DELEGATION:
      return absl::StrCat(Pick(language, "授权，代 ", "beside "), mandate.represented());
    case v1::Mandate::LEAVE:
      return absl::StrCat(Pick(language, "请假，代 ", "in the absence of "), mandate.represented());
    default:
      return "";
  }
}

}  // namespace

std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::Mandate>& mandates,
                        Language language) {
  RecordGrid grid(language, {{"授权", "mandate"},
                             {"受托方", "who acts"},
                             {"范围", "for what"},
                             {"起止（含）", "first and last day"}});
  for (const v1::Mandate& each : mandates) {
    grid.Add(
        {ShortName(each.name()), each.delegate(), KindText(each, language),
         absl::StrCat(DayText(each.from()), Pick(language, " 至 ", " to "), DayText(each.to()))},
        each.life());
  }
  return grid.Draw();
}

std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::RoleGrant>& grants,
                        Language language) {
  RecordGrid grid(language, {{"记录", "grant"}, {"持有人", "holder"}, {"角色", "role"}});
  for (const v1::RoleGrant& each : grants) {
    grid.Add({ShortName(each.name()), ShortName(each.holder()),
              std::string(RoleText(each.role(), language))},
             each.life());
  }
  return grid.Draw();
}

std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::TokenKey>& keys,
                        Language language) {
  RecordGrid grid(language, {{"公钥", "key"}, {"签发方", "issuer"}, {"编号（kid）", "kid"}});
  for (const v1::TokenKey& each : keys) {
    grid.Add({ShortName(each.name()), ShortName(each.issuer()), each.key_id()}, each.life());
  }
  return grid.Draw();
}

std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::Revocation>& revocations,
                        Language language) {
  Grid grid({64, kTextWidth, kTextWidth});
  grid.AddRow({{std::string(Pick(language, "证书指纹（SHA-256）", "fingerprint (SHA-256)"))},
               {std::string(Pick(language, "原因", "why"))},
               {std::string(Pick(language, "吊销时间", "revoked"))}});
  grid.AddRule();
  for (const v1::Revocation& each : revocations) {
    grid.AddRow({{Printable(each.fingerprint())},
                 {Printable(each.reason())},
                 {ChinaTimeText(each.life().create_time())}});
  }
  return grid.Draw();
}

absl::string_view RoleText(v1::Role role, Language language) {
  switch (role) {
    case v1::OPERATOR:
      return Pick(language, "系统管理员", "operator");
    case v1::SECURITY_OFFICER:
      return Pick(language, "安全管理员", "security officer");
    case v1::AUDITOR:
      return Pick(language, "安全审计员", "auditor");
    case v1::CENTRAL_OFFICE:
      return Pick(language, "主管部门", "central office");
    default:
      return "";
  }
}

std::optional<v1::Role> ParseRole(absl::string_view text) {
  v1::Role role;
  if (v1::Role_Parse(absl::StrReplaceAll(absl::AsciiStrToUpper(text), {{"-", "_"}}), &role) &&
      role != v1::ROLE_UNSPECIFIED) {
    return role;
  }
  for (int i = 1; i < v1::Role_ARRAYSIZE; ++i) {
    role = static_cast<v1::Role>(i);
    if (text == RoleText(role, Language::kChinese)) return role;
  }
  return std::nullopt;
}

std::string DayText(const google::type::Date& day) {
  if (day.year() == 0) return "";
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

std::optional<google::type::Date> ParseDay(absl::string_view text) {
  absl::CivilDay day;
  // absl alone would take signs, spaces and other lengths too.
  if (text.size() != 10 || text.find_first_not_of("0123456789") != 4 ||
      text.find_first_not_of("0123456789-") != absl::string_view::npos || text[7] != '-' ||
      !absl::ParseCivilTime(text, &day)) {
    return std::nullopt;
  }
  google::type::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

}  // namespace ogi::cli
