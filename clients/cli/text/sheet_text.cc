#include "clients/cli/text/sheet_text.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

std::string InTimeText(const v1::SheetYear& year, Language language) {
  if (year.historical()) return std::string(Pick(language, "历史", "historical"));
  if (year.duty() == v1::SweptAgency::EXEMPT) return std::string(Pick(language, "免报", "exempt"));
  if (!year.filed()) return std::string(Pick(language, "未报", "not filed"));
  if (!year.has_timeliness()) return "";
  if (year.timeliness().days_late() == 0) return std::string(Pick(language, "按时", "in time"));
  return absl::StrCat(Pick(language, "迟 ", "late by "), year.timeliness().days_late(),
                      Pick(language, " 天", " days"));
}

absl::string_view FollowUpText(v1::NamedProblem::FollowUp follow_up, Language language) {
  switch (follow_up) {
    case v1::NamedProblem::NO_REPORT:
      return Pick(language, "次年报告未报", "no report of the next year");
    case v1::NamedProblem::NAMED_AGAIN:
      return Pick(language, "次年仍列为问题", "named again the next year");
    case v1::NamedProblem::SPOKEN_OF:
      return Pick(language, "次年写到", "spoken of the next year");
    case v1::NamedProblem::NOT_SPOKEN_OF:
      return Pick(language, "次年没有写到", "not spoken of the next year");
    default:
      return "";
  }
}

std::string ProblemsText(const v1::SupervisionSheet& sheet, Language language) {
  std::string text;
  for (const v1::SheetYear& year : sheet.years()) {
    for (const v1::NamedProblem& problem : year.problems()) {
      absl::StrAppend(&text, "  ", year.year(), " ", Printable(problem.text()),
                      Pick(language, "（", " ("), FollowUpText(problem.follow_up(), language),
                      Pick(language, "）\n", ")\n"));
    }
  }
  return text.empty()
             ? text
             : absl::StrCat(Pick(language, "第五部分所列的问题（以下按用词对照，请核对原文）：\n",
                                 "Problems named in part five (told by words; read the "
                                 "texts):\n"),
                            text);
}

}  // namespace

std::string SheetText(const v1::SupervisionSheet& sheet, Language language) {
  Grid grid({6, 8, 14, 10, 10, 6, 6, 6, 6, 6, 6, 8, 6},
            {{"年度", "year"},
             {"口径", "scope"},
             {"时限", "in time"},
             {"状态", "state"},
             {"校验", "verdict"},
             {"版本", "revisions"},
             {"退回", "returned"},
             {"撤回", "withdrawn"},
             {"错误", "errors"},
             {"警告", "warnings"},
             {"提示", "infos"},
             {"已说明", "explained"},
             {"豁免", "waived"}},
            language);
  for (const v1::SheetYear& year : sheet.years()) {
    const bool any = year.revisions() > 0;
    grid.AddRow({{absl::StrCat(year.year())},
                 {std::string(ScopeText(year.scope(), language))},
                 {InTimeText(year, language)},
                 {any ? std::string(StateText(year.state(), language)) : ""},
                 {any ? std::string(OutcomeText(year.outcome(), language)) : ""},
                 CountCell(year.revisions()),
                 CountCell(year.returned()),
                 CountCell(year.withdrawn()),
                 CountCell(year.errors()),
                 CountCell(year.warnings()),
                 CountCell(year.infos()),
                 CountCell(year.explanations()),
                 CountCell(year.waivers())});
  }
  return absl::StrCat(ShortName(sheet.agency()), " ", Printable(sheet.display_name()), "\n",
                      sheet.years().empty()
                          ? std::string(Pick(language, "没有年度报告。\n", "No report on file.\n"))
                          : grid.Draw(),
                      ProblemsText(sheet, language));
}

std::string RegionSheetText(const std::vector<std::pair<int, v1::SweepCounts>>& years,
                            Language language) {
  Grid grid({6, 8, 8, 8, 8, 8, 8, 8, 8},
            {{"年度", "year"},
             {"应报", "due"},
             {"已报", "filed"},
             {"未报", "missing"},
             {"迟报", "late"},
             {"有错误", "blocked"},
             {"有警告", "warned"},
             {"已接受", "accepted"},
             {"已公布", "public"}},
            language);
  for (const auto& [year, counts] : years) {
    grid.AddRow({{absl::StrCat(year)},
                 CountCell(counts.must_file()),
                 CountCell(counts.filed()),
                 CountCell(counts.missing()),
                 CountCell(counts.late()),
                 CountCell(counts.blocked()),
                 CountCell(counts.warned()),
                 CountCell(counts.accepted()),
                 CountCell(counts.published())});
  }
  return grid.Draw();
}

}  // namespace ogi::cli
