#include "domain/rules/rule_cases.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/form/cells.h"
#include "domain/form/printed_form.h"

namespace ogi {
namespace {

using catalogue::v1::CaseReport;
using catalogue::v1::RuleCase;

constexpr int kUsualYear = 2023;

absl::Status Wrong(const std::string& place, absl::string_view text, absl::string_view chinese,
                   absl::string_view english) {
  return errors::DataFileInvalid(place, absl::StrCat("“", text, "”", chinese),
                                 absl::StrCat("“", text, "” ", english));
}

absl::StatusOr<CivilDay> ReadDay(const std::string& text, const std::string& place) {
  CivilDay day;
  if (absl::ParseCivilTime(text, &day) && absl::FormatCivilTime(day) == text) return day;
  return Wrong(place, text, "不是日期", "is no date");
}

// Of one cell, what stands behind the equals sign.
absl::Status SetCellTo(v1::AnnualReport& report, const CellInfo& cell, absl::string_view value,
                       const std::string& place) {
  ClearCell(report, cell.index);
  if (!InEdition(cell, report.edition())) {
    SetNote(report, cell.index, v1::CellNote::ROW_OF_ANOTHER_EDITION);
  }
  if (value == "blank") return absl::OkStatus();
  if (absl::ConsumePrefix(&value, "“")) {
    absl::ConsumeSuffix(&value, "”");
    SetNote(report, cell.index, v1::CellNote::NOT_APPLICABLE).set_raw_text(std::string(value));
    return absl::OkStatus();
  }
  const std::vector<std::string> readings = absl::StrSplit(value, " or ");
  if (readings.size() > 1) {
    v1::CellNote& note = SetNote(report, cell.index, v1::CellNote::AMBIGUOUS);
    for (const std::string& reading : readings) note.add_candidates(reading);
    return absl::OkStatus();
  }
  if (cell.kind == CellKind::kMoney) {
    SetMoney(report, cell.index, value,
             cell.row == "fee" ? v1::Money::TEN_THOUSAND_YUAN : v1::Money::YUAN);
    return absl::OkStatus();
  }
  int64_t number = 0;
  if (!absl::SimpleAtoi(value, &number)) return Wrong(place, value, "不是数", "is no number");
  SetCell(report, cell.index, number);
  return absl::OkStatus();
}

absl::Status ChangeCells(v1::AnnualReport& report, const std::string& text,
                         const std::string& place) {
  const std::pair<absl::string_view, absl::string_view> halves =
      absl::StrSplit(text, absl::MaxSplits(" = ", 1));
  const absl::string_view name = halves.first;
  const size_t first = name.find('.');
  const size_t last = name.rfind('.');
  if (first == last || halves.second.empty()) {
    return Wrong(place, text, "须写成 表.行.列 = 值", "is not TABLE.ROW.COLUMN = VALUE");
  }
  const absl::string_view table = name.substr(0, first);
  const absl::string_view row = name.substr(first + 1, last - first - 1);
  const absl::string_view column = name.substr(last + 1);
  bool found = false;
  for (const CellInfo& cell : Cells()) {
    if (cell.table_name != table || (row != "*" && cell.row != row) ||
        (column != "*" && cell.column != column)) {
      continue;
    }
    if ((row == "*" || column == "*") && !InEdition(cell, report.edition())) continue;
    OGI_RETURN_IF_ERROR(SetCellTo(report, cell, halves.second, place));
    found = true;
  }
  if (!found) return Wrong(place, text, "：没有这个单元格", "names no cell of the form");
  return absl::OkStatus();
}

// A field of the report by its path; messages on the way are made.
absl::Status ChangeText(v1::AnnualReport& report, const catalogue::v1::CaseText& change,
                        const std::string& place) {
  google::protobuf::Message* message = &report;
  const std::vector<std::string> path = absl::StrSplit(change.field(), '.');
  const google::protobuf::FieldDescriptor* field = nullptr;
  for (size_t i = 0; i < path.size(); ++i) {
    field = message->GetDescriptor()->FindFieldByName(path[i]);
    if (field == nullptr || field->is_repeated()) {
      return Wrong(place, change.field(), "：报告没有这个字段", "is no field of a report");
    }
    if (field->message_type() != nullptr) {
      message = message->GetReflection()->MutableMessage(message, field);
    }
  }
  if (auto* date = dynamic_cast<google::type::Date*>(message); date != nullptr) {
    if (change.text().empty()) {
      date->Clear();
      return absl::OkStatus();
    }
    OGI_ASSIGN_OR_RETURN(const CivilDay day, ReadDay(change.text(), place));
    *date = ToDate(day);
    return absl::OkStatus();
  }
  const google::protobuf::Reflection& reflection = *message->GetReflection();
  if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_STRING) {
    return Wrong(place, change.field(), "不是文字", "is no text");
  }
  absl::string_view text = change.text();
  std::string before;
  if (absl::ConsumePrefix(&text, "+")) before = reflection.GetString(*message, field);
  reflection.SetString(message, field, absl::StrCat(before, text));
  return absl::OkStatus();
}

absl::StatusOr<v1::AnnualReport> MakeReport(int year, v1::Scope scope, const CaseReport& changes,
                                            const FileLines& lines) {
  v1::AnnualReport report = CleanReportOf(year);
  report.set_scope(scope);
  for (int i = 0; i < changes.cells_size(); ++i) {
    OGI_RETURN_IF_ERROR(ChangeCells(report, changes.cells(i), lines.Place("cells", i)));
  }
  for (int i = 0; i < changes.texts_size(); ++i) {
    OGI_RETURN_IF_ERROR(ChangeText(report, changes.texts(i), lines.Place("texts", i)));
  }
  return report;
}

// A case made into what the rules judge; holds all that the subject points to.
class Stage {
 public:
  absl::Status Set(const RuleCase& one, const FileLines& lines) {
    const int year = one.year() == 0 ? kUsualYear : one.year();
    const v1::Scope scope = one.scope() == v1::SCOPE_UNSPECIFIED ? v1::OWN : one.scope();
    if (year < 2019) return Wrong(lines.Place("year"), "", "年度须在 2019 年以后", "2019 or later");
    OGI_ASSIGN_OR_RETURN(report_, MakeReport(year, scope, one.report(), lines.At("report", 0)));
    figures_.emplace(report_);
    subject_.report = &report_;
    subject_.figures = &*figures_;
    struct Beside {
      bool given;
      const CaseReport& changes;
      const char* field;
      int year;
      OtherReports* others;
    };
    const Beside all[] = {
        {one.has_last_year(), one.last_year(), "last_year", year - 1, &last_year_},
        {one.has_own(), one.own(), "own", year, &own_},
        {one.has_subordinates(), one.subordinates(), "subordinates", year,
         &subordinates_.final_reports},
        {one.has_ledger(), one.ledger(), "ledger", year, &ledger_}};
    for (const Beside& beside : all) {
      if (!beside.given) continue;
      OGI_ASSIGN_OR_RETURN(v1::AnnualReport made, MakeReport(beside.year, v1::OWN, beside.changes,
                                                             lines.At(beside.field, 0)));
      reports_.push_back(std::move(made));
      beside.others->Add(reports_.back(), Figures(reports_.back()), {});
    }
    if (one.has_last_year()) subject_.last_year = &last_year_;
    if (one.has_own()) subject_.own = &own_;
    if (one.has_ledger()) subject_.ledger = &ledger_;
    SetSubordinates(one);
    SetAgency(one);
    OGI_RETURN_IF_ERROR(SetPeers(one, lines.At("peers", 0)));
    return SetFiling(one, lines.At("filing", 0));
  }

  const Subject& subject() const { return subject_; }

 private:
  void SetSubordinates(const RuleCase& one) {
    const auto set = [](const auto& names, std::vector<std::string>& list) {
      list.assign(names.begin(), names.end());
    };
    set(one.missing_subordinates(), subordinates_.missing);
    set(one.subordinates_not_final(), subordinates_.not_final);
    set(one.misplaced_subordinates(), subordinates_.misplaced);
    set(one.subordinates_filed_later(), subordinates_.filed_later);
    subordinates_.roster_frozen = !one.roster_not_frozen();
    const bool named = !subordinates_.missing.empty() || !subordinates_.not_final.empty();
    if (one.has_subordinates() || named) subject_.subordinates = &subordinates_;
  }

  absl::Status SetPeers(const RuleCase& one, const FileLines& lines) {
    if (!one.has_peers()) return absl::OkStatus();
    numbers_.resize(kCellCount);
    for (const CellInfo& cell : Cells()) {
      if (figures_->has_value(cell.index)) {
        numbers_[static_cast<size_t>(cell.index)] = {figures_->number(cell.index)};
      }
    }
    for (int i = 0; i < one.peers().figures_size(); ++i) {
      OGI_RETURN_IF_ERROR(AddPeers(one.peers().figures(i), lines.Place("figures", i)));
    }
    for (std::vector<int64_t>& numbers : numbers_) std::sort(numbers.begin(), numbers.end());
    peers_ = {&numbers_, one.peers().same_tables(), one.peers().alike_text(),
              one.peers().percent()};
    subject_.peers = &peers_;
    return absl::OkStatus();
  }

  // TABLE.ROW.COLUMN = 3 4 5
  absl::Status AddPeers(absl::string_view text, const std::string& place) {
    const std::pair<absl::string_view, absl::string_view> halves =
        absl::StrSplit(text, absl::MaxSplits(" = ", 1));
    const size_t first = halves.first.find('.');
    const size_t last = halves.first.rfind('.');
    const CellInfo* const cell = first == last
                                     ? nullptr
                                     : FindCell(halves.first.substr(0, first),
                                                halves.first.substr(first + 1, last - first - 1),
                                                halves.first.substr(last + 1));
    if (cell == nullptr) return Wrong(place, text, "：没有这个单元格", "names no cell of the form");
    for (const absl::string_view each : absl::StrSplit(halves.second, ' ')) {
      int64_t number = 0;
      if (!absl::SimpleAtoi(each, &number)) return Wrong(place, each, "不是数", "is no number");
      numbers_[static_cast<size_t>(cell->index)].push_back(number);
    }
    return absl::OkStatus();
  }

  void SetAgency(const RuleCase& one) {
    if (!one.has_agency()) return;
    agency_.level = one.agency().level();
    agency_.superior_level = one.agency().superior_level();
    agency_.names.assign(one.agency().names().begin(), one.agency().names().end());
    agency_.existed_last_year = !one.agency().founded_this_year();
    agency_.vertically_led = one.agency().vertically_led();
    subject_.agency = &agency_;
  }

  absl::Status SetFiling(const RuleCase& one, const FileLines& lines) {
    if (!one.has_filing()) return absl::OkStatus();
    OGI_ASSIGN_OR_RETURN(filing_.received,
                         ReadDay(one.filing().received(), lines.Place("received")));
    if (!one.filing().prescribed().empty()) {
      OGI_ASSIGN_OR_RETURN(const CivilDay day,
                           ReadDay(one.filing().prescribed(), lines.Place("prescribed")));
      filing_.prescribed = day;
    }
    filing_.historical = one.filing().historical();
    subject_.filing = &filing_;
    return absl::OkStatus();
  }

  v1::AnnualReport report_;
  std::optional<Figures> figures_;
  // Never moved, once they are pointed to.
  std::deque<v1::AnnualReport> reports_;
  OtherReports last_year_;
  OtherReports own_;
  OtherReports ledger_;
  SubordinateReports subordinates_;
  Peers peers_;
  std::vector<std::vector<int64_t>> numbers_;
  AgencyFacts agency_;
  FilingFacts filing_;
  Subject subject_;
};

std::string NameOf(const v1::CellReference& cell) {
  return absl::StrCat(cell.table(), ".", cell.row(), ".", cell.column());
}

// What a finding lacks of what is expected; empty for nothing.
std::string Compare(const v1::Finding& finding, const catalogue::v1::Expected& expected) {
  const v1::Finding::Result result =
      expected.result() == v1::Finding::RESULT_UNSPECIFIED ? v1::Finding::FAIL : expected.result();
  if (finding.result() != result) {
    return absl::StrCat("结果是 / it is ", v1::Finding::Result_Name(finding.result()));
  }
  if (!absl::StrContains(finding.message(), expected.says())) {
    return absl::StrCat("应含 / should say “", expected.says(), "”，写的是 / but says “",
                        finding.message(), "”");
  }
  if (finding.message().find('{') != std::string::npos ||
      finding.message_en().find('{') != std::string::npos) {
    return absl::StrCat("有未填入的 {} / a place is not filled in: ", finding.message());
  }
  std::vector<std::string> cells;
  for (const v1::CellReference& cell : finding.cells()) cells.push_back(NameOf(cell));
  if (!expected.cells().empty() &&
      !std::equal(cells.begin(), cells.end(), expected.cells().begin(), expected.cells().end())) {
    return absl::StrCat("单元格是 / its cells are ", absl::StrJoin(cells, " "));
  }
  std::vector<std::string> quotes;
  for (const v1::TextSpan& span : finding.spans()) quotes.push_back(span.quote());
  if (!expected.quotes().empty() &&
      !std::equal(quotes.begin(), quotes.end(), expected.quotes().begin(),
                  expected.quotes().end())) {
    return absl::StrCat("指向的文字是 / it points at ", absl::StrJoin(quotes, " | "));
  }
  return "";
}

// What a rule found; a rule that lacks something is a finding to its cases.
std::vector<v1::Finding> FoundBy(absl::string_view rule, const v1::Verdict& verdict) {
  std::vector<v1::Finding> found;
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.rule() == rule) found.push_back(finding);
  }
  for (const v1::NotAssessable& lacking : verdict.not_assessable()) {
    if (std::find(lacking.rules().begin(), lacking.rules().end(), rule) != lacking.rules().end()) {
      found.emplace_back().set_result(v1::Finding::NOT_ASSESSABLE);
    }
  }
  return found;
}

std::string Complaint(const RuleCase& one, const v1::Verdict& verdict) {
  const std::vector<v1::Finding> found = FoundBy(one.rule(), verdict);
  if (static_cast<int>(found.size()) != one.finds_size()) {
    std::string complaint =
        absl::StrCat("应有 ", one.finds_size(), " 处，找到 ", found.size(), " 处 / expected ",
                     one.finds_size(), ", found ", found.size());
    for (const v1::Finding& finding : found) {
      absl::StrAppend(&complaint, "\n    ", v1::Finding::Result_Name(finding.result()), " ",
                      finding.message().empty() ? "所需的资料不在册 / what it needs is not on file"
                                                : finding.message());
    }
    return complaint;
  }
  for (int i = 0; i < one.finds_size(); ++i) {
    const std::string difference = Compare(found[static_cast<size_t>(i)], one.finds(i));
    if (!difference.empty())
      return absl::StrCat("第 ", i + 1, " 处 / finding ", i + 1, ": ", difference);
  }
  return "";
}

}  // namespace

v1::AnnualReport CleanReportOf(int year) {
  v1::AnnualReport report;
  report.set_agency("agencies/54-0424204");
  report.set_year(year);
  report.set_scope(v1::OWN);
  report.set_edition(EditionOfYear(year));
  report.set_agency_name("样本乡人民政府");
  const Form& form = FormOf(report.edition());
  v1::Part* const parts[] = {report.mutable_overview(), report.mutable_proactive_disclosure(),
                             report.mutable_requests(), report.mutable_review_and_litigation(),
                             report.mutable_problems(), report.mutable_other_matters()};
  for (size_t i = 0; i < form.parts.size(); ++i) {
    parts[i]->set_heading(std::string(form.parts[i].heading));
  }
  report.mutable_overview()->set_text(
      "主动公开做到及时准确。依申请公开渠道畅通。政府信息管理定期清理。平台建设依托门户网站。"
      "监督保障有工作考核、社会评议，没有责任追究的情形。");
  report.mutable_problems()->set_text("问题是公开还不够及时。改进措施是按月核对。");
  report.mutable_other_matters()->set_text("收取信息处理费0元。");
  for (const int cell : form.cells) SetCell(report, cell, 0);
  return report;
}

absl::StatusOr<std::vector<CaseResult>> RunCases(const RuleBook& book, const EmbeddedFile& file) {
  catalogue::v1::RuleCases cases;
  google::protobuf::TextFormat::ParseInfoTree tree;
  OGI_RETURN_IF_ERROR(ReadTextMessage(file.name, file.text, &cases, &tree));
  const FileLines lines(file.name, &tree, cases.GetDescriptor());
  std::vector<CaseResult> results;
  for (int i = 0; i < cases.cases_size(); ++i) {
    const RuleCase& one = cases.cases(i);
    const FileLines at = lines.At("cases", i);
    if (book.Find(one.rule()) == nullptr) {
      return Wrong(at.Place("rule"), one.rule(), "：没有这条规则", "is no rule");
    }
    Stage stage;
    OGI_RETURN_IF_ERROR(stage.Set(one, at));
    const v1::Verdict verdict = book.Judge(stage.subject(), absl::UnixEpoch());
    results.push_back({at.Place(), one.rule(), !one.finds().empty(), Complaint(one, verdict)});
  }
  return results;
}

std::vector<std::string> RulesWithoutCases(const RuleBook& book,
                                           const std::vector<CaseResult>& results) {
  std::vector<std::string> lacking;
  for (const v1::Rule& rule : book.rules()) {
    const auto has = [&results, &rule](bool finds) {
      return std::any_of(results.begin(), results.end(), [&rule, finds](const CaseResult& result) {
        return result.rule == rule.id() && result.expects_findings == finds;
      });
    };
    if (!has(true)) lacking.push_back(absl::StrCat(rule.id(), "（缺不通过的 / none that fails）"));
    if (!has(false)) lacking.push_back(absl::StrCat(rule.id(), "（缺通过的 / none that passes）"));
  }
  return lacking;
}

}  // namespace ogi
