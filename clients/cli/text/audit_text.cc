#include "clients/cli/text/audit_text.h"

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"
#include "domain/permission/permission.h"

namespace ogi::cli {
namespace {

std::string OrganText(const v1::Actor& actor, Language language) {
  if (!actor.authenticated()) {
    return absl::StrCat(Pick(language, "匿名 ", "anyone "), Printable(actor.peer()));
  }
  return ShortName(Printable(actor.agency()));
}

std::string PersonText(const v1::Actor& actor, Language language) {
  std::string text = Printable(actor.person());
  if (!actor.person_represented().empty()) {
    absl::StrAppend(&text, Pick(language, "（代 ", " (for "), Printable(actor.person_represented()),
                    Pick(language, "）", ")"));
  }
  return text;
}

std::string PlatformText(const v1::Actor& actor) {
  return Printable(absl::StripPrefix(actor.platform(), "platforms/"));
}

std::string MethodText(const std::string& method, Language language) {
  const PermissionRow* row = FindPermissionRow(method);
  // A server newer than this program.
  if (row == nullptr) return Printable(method);
  return std::string(Pick(language, row->chinese, row->english));
}

std::string EndText(const v1::AuditRecord& record, Language language) {
  std::string text;
  switch (static_cast<absl::StatusCode>(record.code())) {
    case absl::StatusCode::kOk:
      text = std::string(Pick(language, "成功", "done"));
      break;
    case absl::StatusCode::kPermissionDenied:
      text = std::string(Pick(language, "拒绝", "denied"));
      break;
    case absl::StatusCode::kUnauthenticated:
      text = std::string(Pick(language, "身份不明", "not authenticated"));
      break;
    default:
      text = std::string(Pick(language, "失败", "failed"));
  }
  if (!record.reason().empty()) absl::StrAppend(&text, " ", Printable(record.reason()));
  if (record.count() > 1) absl::StrAppend(&text, " ×", record.count());
  return text;
}

}  // namespace

std::string AuditTable(absl::Span<const v1::AuditRecord> records, Language language) {
  Grid grid({23, 32, 36, 16, 20, 36, 32},
            {{"时间", "time"},
             {"机关", "agency"},
             {"人员", "person"},
             {"平台", "platform"},
             {"事项", "what"},
             {"对象", "on what"},
             {"结果", "how it ended"}},
            language);
  for (const v1::AuditRecord& record : records) {
    const v1::Actor& actor = record.actor();
    grid.AddRow({{ChinaTimeText(record.time())},
                 {OrganText(actor, language)},
                 {PersonText(actor, language)},
                 {PlatformText(actor)},
                 {MethodText(record.method(), language)},
                 {ShortName(Printable(record.resource()))},
                 {EndText(record, language)}});
  }
  return grid.Draw();
}

std::optional<absl::Time> ParseChinaTime(absl::string_view text) {
  // absl alone would take signs, spaces, other lengths and words too.
  if (text.find_first_not_of("0123456789") != 4 ||
      text.find_first_not_of("0123456789-: ") != absl::string_view::npos) {
    return std::nullopt;
  }
  const std::pair<size_t, const char*> formats[] = {
      {10, "%Y-%m-%d"}, {16, "%Y-%m-%d %H:%M"}, {19, "%Y-%m-%d %H:%M:%S"}};
  for (const auto& [length, format] : formats) {
    absl::Time time;
    if (text.size() == length && text[4] == '-' && text[7] == '-' &&
        absl::ParseTime(format, text, absl::FixedTimeZone(8 * 60 * 60), &time, nullptr)) {
      return time;
    }
  }
  return std::nullopt;
}

}  // namespace ogi::cli
