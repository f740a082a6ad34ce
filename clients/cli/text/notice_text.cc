#include "clients/cli/text/notice_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

absl::string_view KindText(v1::Notice::Kind kind, Language language) {
  switch (kind) {
    case v1::Notice::RETURNED:
      return Pick(language, "已退回，请更正后重新报送", "returned: correct it and file again");
    case v1::Notice::ACCEPTED:
      return Pick(language, "已接受", "accepted");
    case v1::Notice::VERDICT_TURNED:
      return Pick(language, "定稿后出现错误，请核对",
                  "has errors now, after it was accepted: check");
    case v1::Notice::RETRACTED:
      return Pick(language, "公布有误，已撤下", "taken back, as published in error");
    default:
      // A server newer than this program.
      return "";
  }
}

std::string WhyText(const v1::Notice& notice, Language language) {
  if (notice.kind() != v1::Notice::VERDICT_TURNED) return Printable(notice.reason());
  std::string text = Printable(absl::StrJoin(notice.rules(), " "));
  if (!notice.cause().empty()) {
    absl::StrAppend(&text, Pick(language, "；因 ", "; for "), Printable(ShortName(notice.cause())),
                    Pick(language, " 有变", " has changed"));
  }
  return text;
}

}  // namespace

std::string NoticesText(const std::vector<v1::Notice>& notices, Language language) {
  Grid grid({16, 32, 32, 60},
            {{"时间", "time"}, {"报告", "report"}, {"事项", "what"}, {"原因", "why"}}, language);
  for (const v1::Notice& notice : notices) {
    grid.AddRow({{ChinaTimeText(notice.create_time()).substr(0, 16)},
                 {Printable(ShortName(notice.revision()))},
                 {std::string(KindText(notice.kind(), language))},
                 {WhyText(notice, language)}});
  }
  return grid.Draw();
}

}  // namespace ogi::cli
