#include "clients/cli/text/names.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/exit_code.h"
#include "domain/codes/resource_name.h"

namespace ogi::cli {

absl::StatusOr<std::string> ExpandAgencyName(absl::string_view typed) {
  std::string name = absl::StrCat("agencies/", absl::StripPrefix(typed, "agencies/"));
  if (ParseAgencyName(name).has_value()) return name;
  return LocalError(
      absl::StrCat(
          "“", typed,
          "”不是机关标识。正确写法如 54-0424204（两位分区、横线、4 至 20 位数字或大写字母）。"),
      absl::StrCat("\"", typed,
                   "\" is no agency id. Write e.g. 54-0424204: two digits, a hyphen, and 4 "
                   "to 20 digits or capitals."));
}

absl::StatusOr<TypedName> ExpandReportName(absl::string_view typed) {
  std::string name(typed);
  if (!absl::StartsWith(typed, "agencies/")) {
    const std::vector<absl::string_view> parts = absl::StrSplit(typed, '/');
    if (parts.size() == 2 || parts.size() == 3) {
      name = absl::StrCat("agencies/", parts[0], "/reports/", parts[1]);
      if (parts.size() == 3) absl::StrAppend(&name, "/revisions/", parts[2]);
    }
  }
  if (ParseReportName(name).has_value()) return TypedName{name, false};
  if (ParseRevisionName(name).has_value()) return TypedName{name, true};
  return LocalError(
      absl::StrCat("“", typed,
                   "”不是报告名称。正确写法如 54-0424204/2020（2020 年本级报告）、"
                   "54-0424204/2020-aggregate（汇总）、54-0424204/2020/2（第 2 版）。"),
      absl::StrCat("\"", typed,
                   "\" names no report. Write e.g. 54-0424204/2020, "
                   "54-0424204/2020-aggregate, or 54-0424204/2020/2 for revision 2."));
}

std::string ShortName(absl::string_view name) {
  if (!ParseReportName(name).has_value() && !ParseRevisionName(name).has_value()) {
    return std::string(absl::StripPrefix(name, "agencies/"));
  }
  return absl::StrReplaceAll(absl::StripPrefix(name, "agencies/"),
                             {{"/reports/", "/"}, {"/revisions/", "/"}});
}

}  // namespace ogi::cli
