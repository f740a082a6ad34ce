#include "import/report/fill_facts.h"

#include "absl/strings/str_cat.h"
#include "common/limits.h"

namespace ogi::reading {
namespace {

void PutDate(const Day& day, google::type::Date& date) {
  date.set_year(day.year);
  date.set_month(day.month);
  date.set_day(day.day);
}

// What is missing, or can be read otherwise.
void TellDoubts(const Facts& facts, Doubts& doubts) {
  if (facts.agency_name.empty()) {
    doubts.Missing("没有找到发布年报的机关名称。请填写。",
                   "The name of the organ was not found. Fill it in.");
  }
  if (facts.agency_doubtful) {
    doubts.Missing(absl::StrCat("标题中的机关是“", facts.agency_name, "”，落款是“", facts.signatory,
                                "”。请核对是哪个机关的报告。"),
                   absl::StrCat("The title names ", facts.agency_name, ", the signature ",
                                facts.signatory, ". Check whose report it is."));
  }
  if (facts.year == 0) {
    doubts.Missing("没有找到报告年度。请填写。",
                   "The year of the report was not found. Fill it in.");
  } else if (facts.document_year != 0 && facts.document_year != facts.year) {
    doubts.Missing(absl::StrCat("文件写的年度是 ", facts.document_year, "，按所给的 ", facts.year,
                                " 年读取。请核对报告年度。"),
                   absl::StrCat("The document says ", facts.document_year, "; it was read as of ",
                                facts.year, ", as given. Check the year of the report."));
  } else if (facts.period_year != 0 && facts.period_year != facts.year) {
    doubts.Missing(absl::StrCat("标题的年度是 ", facts.year, "，而统计期限是 ", facts.period_year,
                                " 年。请核对报告年度。"),
                   absl::StrCat("The title says ", facts.year, ", the period of the figures is ",
                                facts.period_year, ". Check the year of the report."));
  } else if (facts.year < limits::kFirstYear) {
    doubts.Missing(absl::StrCat("报告年度 ", facts.year, " 早于 2019 年，没有对应的格式。请核对。"),
                   absl::StrCat("The year ", facts.year,
                                " is before 2019 and has no official form. Check it."));
  }
  if (facts.title_doubtful) {
    doubts.Missing(
        absl::StrCat("文件中有多个年报标题，采用“", facts.title, "”。请核对机关名称和年度。"),
        absl::StrCat("The document has several titles; \"", facts.title,
                     "\" was taken. Check the organ and the year."));
  }
  if (facts.scope_doubtful) {
    doubts.Missing("不能确定口径是本级还是汇总，暂按本级。请核对。",
                   "It is not certain whether the figures are the organ's own or an aggregate; "
                   "taken as its own. Check the scope.");
  }
  if (!facts.signed_date.has_value() && !facts.published.has_value()) {
    doubts.Missing("没有找到落款日期或发布日期。请填写。",
                   "Neither a date of signing nor of publication was found. Fill it in.");
  }
}

}  // namespace

void FillFacts(const Facts& facts, v1::AnnualReport& report, Doubts& doubts) {
  report.set_title(facts.title);
  report.set_agency_name(facts.agency_name);
  report.set_year(facts.year);
  report.set_scope(facts.scope);
  report.set_signatory(facts.signatory);
  if (facts.signed_date.has_value()) PutDate(*facts.signed_date, *report.mutable_signed_date());
  if (facts.contact.ByteSizeLong() > 0) *report.mutable_contact() = facts.contact;
  if (facts.published.has_value()) {
    PutDate(*facts.published, *report.mutable_publication()->mutable_date());
  }
  if (!facts.uri.empty()) report.mutable_publication()->set_uri(facts.uri);
  TellDoubts(facts, doubts);
}

}  // namespace ogi::reading
