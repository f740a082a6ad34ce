#include "clients/cli/text/verdict_text.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/season_text.h"
#include "clients/cli/text/text_width.h"
#include "domain/form/cells.h"
#include "domain/form/printed_form.h"

namespace ogi::cli {
namespace {

absl::string_view SourceText(absl::string_view source, Language language) {
  if (source == "last_year") return Pick(language, "上年 ", "last year, ");
  if (source == "own") return Pick(language, "本级 ", "own report, ");
  if (source == "subordinates") return Pick(language, "下级合计 ", "subordinates, ");
  if (source == "ledger") return Pick(language, "台账 ", "ledger, ");
  return "";
}

std::string SpanText(const v1::TextSpan& span, Language language) {
  const auto& parts = FormOf(v1::EDITION_2021).parts;
  const auto part = std::find_if(parts.begin(), parts.end(), [&span](const FormPart& each) {
    return each.field == span.part();
  });
  return absl::StrCat("      ", part == parts.end() ? span.part() : std::string(part->heading),
                      Pick(language, " 第 ", ", character "), span.begin() + 1,
                      Pick(language, " 字起：“", " on: “"), Printable(span.quote()), "”\n");
}

std::string CellLabelText(const v1::CellReference& cell, Language language) {
  const CellInfo* info = FindCell(cell.table(), cell.row(), cell.column());
  const absl::string_view label = !cell.label().empty() ? absl::string_view(cell.label())
                                  : info == nullptr     ? absl::string_view()
                                                        : CellLabel(*info, v1::EDITION_2021);
  return absl::StrCat(
      SourceText(cell.source(), language),
      Printable(label.empty() ? absl::StrCat(cell.row(), ".", cell.column()) : std::string(label)));
}

// The cells below each other, their values in a column beside them.
std::string CellsText(const v1::Finding& finding, Language language) {
  int widest = 0;
  for (const v1::CellReference& cell : finding.cells()) {
    widest = std::max(widest, DisplayWidth(CellLabelText(cell, language)));
  }
  std::string text;
  for (const v1::CellReference& cell : finding.cells()) {
    absl::StrAppend(&text, "      ", PadRight(CellLabelText(cell, language), widest), "  ",
                    cell.value().empty() ? std::string(Pick(language, "（空）", "(blank)"))
                                         : Printable(cell.value()),
                    "\n");
  }
  return text;
}

// Of those that lack the same; --output json has them all.
constexpr size_t kMaxRulesNamed = 6;

// What sums over subordinates wait for.
std::string AwaitedText(const v1::NotAssessable& each, Language language) {
  std::string text;
  if (each.roster_not_frozen()) {
    absl::StrAppend(&text, Pick(language, "    本年度应报名录尚未固定\n",
                                "    the roster of the year is not frozen yet\n"));
  }
  const auto name = [&](const auto& names, int count, absl::string_view what) {
    if (count == 0) return;
    absl::StrAppend(&text, "    ", what, Pick(language, "（", " ("), count,
                    Pick(language, "）：", "): "),
                    Printable(absl::StrJoin(names, Pick(language, "、", ", "))),
                    count > names.size() ? " …" : "", "\n");
  };
  name(each.missing(), each.missing_count(), Pick(language, "未报送", "not filed"));
  name(each.not_final(), each.not_final_count(), Pick(language, "未接受", "not accepted"));
  return text;
}

// Rules that lack something beside the report, a line for each thing.
std::string NeedsText(const v1::Verdict& verdict, Language language) {
  std::string text;
  for (const v1::NotAssessable& each : verdict.not_assessable()) {
    const size_t count = static_cast<size_t>(each.rules_size());
    const std::vector<std::string> named(
        each.rules().begin(),
        each.rules().begin() + static_cast<int>(std::min(count, kMaxRulesNamed)));
    absl::StrAppend(&text, "  ", Pick(language, "无法核对（", "not assessable ("),
                    NeedText(each.need(), language), Pick(language, "）：", "): "), count,
                    Pick(language, " 条规则，", " rules: "), Printable(absl::StrJoin(named, " ")),
                    count > kMaxRulesNamed ? " …" : "", "\n");
    absl::StrAppend(&text, AwaitedText(each, language));
  }
  return text;
}

absl::string_view WaiverStateText(v1::Waiver::State state, Language language) {
  switch (state) {
    case v1::Waiver::REQUESTED:
      return Pick(language, "待另一人批准", "to be approved by another person");
    case v1::Waiver::APPROVED:
      return Pick(language, "已批准", "approved");
    default:
      return Pick(language, "已撤销", "revoked");
  }
}

// 豁免 1（已批准，至 2026-12-31）：…
std::string WaiverText(const v1::Waiver& waiver, Language language) {
  const absl::string_view number =
      absl::string_view(waiver.name()).substr(waiver.name().rfind('/') + 1);
  const std::optional<CivilDay> last = ParseDate(waiver.last_day());
  std::string text = absl::StrCat(
      Pick(language, "      豁免 ", "      waiver "), Printable(number), Pick(language, "（", " ("),
      WaiverStateText(waiver.state(), language), Pick(language, "，至 ", ", until "),
      last.has_value() ? absl::FormatCivilTime(*last) : "", Pick(language, "）：", "): "),
      Printable(waiver.reason()));
  if (!waiver.revoke_reason().empty()) {
    absl::StrAppend(&text, Pick(language, "；撤销原因：", "; revoked: "),
                    Printable(waiver.revoke_reason()));
  }
  return absl::StrCat(text, "\n");
}

std::string FindingText(const v1::Finding& finding, Language language,
                        const Explanations& explanations, const Waivers& waivers) {
  std::string text = absl::StrCat(
      "  ", SeverityText(finding.severity(), language), " ", Printable(finding.rule()),
      finding.result() == v1::Finding::FAIL
          ? ""
          : absl::StrCat(Pick(language, "（", " ("), ResultText(finding.result(), language),
                         Pick(language, "）", ")")),
      Pick(language, "：", ": "),
      Printable(language == Language::kChinese || finding.message_en().empty()
                    ? finding.message()
                    : finding.message_en()),
      "\n");
  for (const v1::TextSpan& span : finding.spans()) text += SpanText(span, language);
  text += CellsText(finding, language);
  if (finding.has_comparison()) {
    absl::StrAppend(&text, "      ", Pick(language, "左边 ", "left "),
                    Printable(finding.comparison().left()), Pick(language, "，右边 ", ", right "),
                    Printable(finding.comparison().right()),
                    Pick(language, "，相差 ", ", difference "),
                    Printable(finding.comparison().difference()), "\n");
  }
  for (const v1::Explanation& each : explanations) {
    if (!Explains(each, finding)) continue;
    absl::StrAppend(&text, Pick(language, "      说明：", "      explained: "),
                    Printable(each.text()), "\n");
  }
  for (const v1::Waiver& each : waivers) {
    if (IsOf(each, finding)) text += WaiverText(each, language);
  }
  return text;
}

// Where a finding is, for findings are read table by table.
enum class Place { kTableTwo, kTableThree, kTableFour, kText, kOther };

Place PlaceOf(const v1::Finding& finding) {
  if (finding.cells().empty()) {
    return finding.part().empty() && finding.spans().empty() ? Place::kOther : Place::kText;
  }
  const std::string& table = finding.cells(0).table();
  return table == "table_two"     ? Place::kTableTwo
         : table == "table_three" ? Place::kTableThree
                                  : Place::kTableFour;
}

absl::string_view PlaceText(Place place, Language language) {
  switch (place) {
    case Place::kTableTwo:
      return Pick(language, "表二", "Table two");
    case Place::kTableThree:
      return Pick(language, "表三", "Table three");
    case Place::kTableFour:
      return Pick(language, "表四", "Table four");
    case Place::kText:
      return Pick(language, "文字", "Text");
    case Place::kOther:
      return Pick(language, "其他", "Other");
  }
  return "";
}

std::string KeyOf(const v1::CellReference& cell) {
  return absl::StrCat(cell.source(), "/", cell.table(), "/", cell.row(), "/", cell.column());
}

// The cells that failing findings say are blank.
std::set<std::string> BlanksNamed(const v1::Verdict& verdict) {
  std::set<std::string> blanks;
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.result() != v1::Finding::FAIL) continue;
    for (const v1::CellReference& cell : finding.cells()) {
      if (cell.value().empty()) blanks.insert(KeyOf(cell));
    }
  }
  return blanks;
}

// Whether it only lacks figures that another finding asks for: one bad cell is told once.
bool WaitsFor(const std::set<std::string>& blanks, const v1::Finding& finding) {
  return finding.result() == v1::Finding::NOT_ASSESSABLE && !finding.cells().empty() &&
         std::all_of(
             finding.cells().begin(), finding.cells().end(),
             [&blanks](const v1::CellReference& cell) { return blanks.count(KeyOf(cell)) > 0; });
}

std::string WaitingText(const v1::Verdict& verdict, const std::set<std::string>& blanks,
                        Language language) {
  std::vector<std::string> rules;
  for (const v1::Finding& finding : verdict.findings()) {
    if (!WaitsFor(blanks, finding)) continue;
    if (std::find(rules.begin(), rules.end(), finding.rule()) == rules.end()) {
      rules.push_back(finding.rule());
    }
  }
  if (rules.empty()) return "";
  return absl::StrCat(
      Pick(language, "  上述空缺补填后才能核对：", "  To be checked once these are filled in: "),
      Printable(absl::StrJoin(rules, " ")), "\n");
}

// Where the wrong figure may sit.
std::string DiagnosisText(const v1::Diagnosis& diagnosis, Language language) {
  std::string text;
  for (const v1::Hint& hint : diagnosis.hints()) {
    absl::StrAppend(&text, Pick(language, "  可能的错处：", "  Perhaps: "),
                    Printable(language == Language::kChinese ? hint.message() : hint.message_en()),
                    "\n");
  }
  if (diagnosis.no_single_change()) {
    absl::StrAppend(
        &text, Pick(language, "  改动任何一个数都不能使各项勾稽全部成立：至少有两个数有误。\n",
                    "  No change of one figure makes every sum hold: at least two are wrong.\n"));
  }
  return text;
}

std::string Line(absl::string_view label, absl::string_view value) {
  if (value.empty()) return "";
  return absl::StrCat("  ", PadRight(label, 14), value, "\n");
}

std::string ChangeText(const v1::StateChange& change, Language language) {
  return absl::StrCat("  ", ChinaTimeText(change.change_time()), "  ",
                      StateText(change.from(), language), " → ", StateText(change.to(), language),
                      change.reason().empty() ? "" : Pick(language, "，原因：", ", reason: "),
                      Printable(change.reason()), "\n");
}

// What stands between a filing and the public, and how to get it out of the way. Only what was read
// says what is explained already.
std::string NotExplainedText(const v1::Revision& revision, Language language) {
  const bool can_be_published =
      revision.state() == v1::SUBMITTED || revision.state() == v1::ACCEPTED;
  const std::vector<std::string> rules =
      RulesNotExplained(revision.verdict(), revision.explanations());
  if (!can_be_published || !revision.has_report() || rules.empty()) return "";
  return absl::StrCat(
      Pick(language, "  公布前须逐项说明：", "  To be explained before publication: "),
      Printable(absl::StrJoin(rules, " ")),
      Pick(language, "（ogictl explain 报告 规则号 --text 原因）\n",
           " (ogictl explain REPORT RULE --text WHY)\n"));
}

}  // namespace

absl::string_view NeedText(v1::Need need, Language language) {
  switch (need) {
    case v1::LAST_YEAR:
      return Pick(language, "上年报告未在册", "last year's report is not on file");
    case v1::SUBORDINATES:
    case v1::KNOWN_SUBORDINATES:
      return Pick(language, "须对照下级报告", "the subordinates' reports are needed");
    case v1::SUBORDINATE_LIST:
      return Pick(language, "下级名录未知", "the subordinates are not known");
    case v1::OWN_REPORT:
      return Pick(language, "本级报告未在册", "the organ's own report is not on file");
    case v1::LEDGER:
      return Pick(language, "没有台账", "there is no ledger");
    case v1::REGISTRY:
      return Pick(language, "机关未登记", "the organ is not on record");
    case v1::FILING:
      return Pick(language, "尚未报送", "it has not been filed");
    default:
      return "";
  }
}

std::string VerdictText(const v1::Verdict& verdict, Language language,
                        const Explanations& explanations, const Waivers& waivers) {
  std::string text = absl::StrCat(Pick(language, "校验结论：", "Verdict: "),
                                  OutcomeText(verdict.outcome(), language));
  const auto append = [&](v1::Severity severity, int count) {
    if (count == 0) return;
    absl::StrAppend(&text, Pick(language, "，", ", "), SeverityText(severity, language), " ", count,
                    Pick(language, " 处", ""));
  };
  append(v1::ERROR, verdict.error_count());
  append(v1::WARNING, verdict.warning_count());
  append(v1::INFO, verdict.info_count());
  text += "\n";
  const std::set<std::string> blanks = BlanksNamed(verdict);
  for (const Place place :
       {Place::kTableTwo, Place::kTableThree, Place::kTableFour, Place::kText, Place::kOther}) {
    bool first = true;
    for (const v1::Finding& finding : verdict.findings()) {
      if (PlaceOf(finding) != place || WaitsFor(blanks, finding)) continue;
      if (first) absl::StrAppend(&text, PlaceText(place, language), "\n");
      first = false;
      text += FindingText(finding, language, explanations, waivers);
    }
  }
  if (verdict.omitted_findings() > 0) {
    absl::StrAppend(&text, Pick(language, "  另有 ", "  "), verdict.omitted_findings(),
                    Pick(language, " 处未列出\n", " more are not listed\n"));
  }
  return absl::StrCat(text, WaitingText(verdict, blanks, language),
                      DiagnosisText(verdict.diagnosis(), language), NeedsText(verdict, language));
}

std::string PositionText(const v1::Position& position) {
  return absl::StrCat(Printable(position.partition()), "-", position.epoch(), "-",
                      position.sequence());
}

std::string DigestText(const v1::Digest& digest) {
  return absl::StrCat(v1::Digest::Algorithm_Name(digest.algorithm()), ":",
                      absl::BytesToHexString(digest.value()));
}

std::string ReceiptText(const v1::Receipt& receipt, Language language) {
  return absl::StrCat(
      Pick(language, "回执\n", "Receipt\n"),
      receipt.realm().empty()
          ? ""
          : Line(Pick(language, "试用", "trial"),
                 absl::StrCat(Printable(receipt.realm()),
                              Pick(language, "，不作为报送凭证", ": proves nothing"))),
      Line(Pick(language, "报送版本", "revision"), Printable(receipt.revision())),
      Line(Pick(language, "报送机关", "agency"), Printable(receipt.agency_display_name())),
      Line(Pick(language, "内容摘要", "digest"), DigestText(receipt.digest())),
      Line(Pick(language, "登记序号", "position"), PositionText(receipt.position())),
      Line(Pick(language, "收到时间", "received"),
           absl::StrCat(ChinaTimeText(receipt.receive_time()),
                        Pick(language, "（北京时间）", " (UTC+8)"))),
      Line(Pick(language, "入库时间", "committed"),
           absl::StrCat(ChinaTimeText(receipt.commit_time()),
                        Pick(language, "（北京时间）", " (UTC+8)"))));
}

std::string RevisionLine(const v1::Revision& revision, Language language) {
  if (revision.name().empty()) {
    return std::string(Pick(language, "仅作检查，没有报送", "checked only, nothing filed"));
  }
  return absl::StrCat(ShortName(revision.name()), "  ", StateText(revision.state(), language),
                      revision.historical() ? Pick(language, "（历史报告）", " (historical)") : "");
}

std::string RevisionText(const v1::Revision& revision, Language language) {
  std::string text = absl::StrCat(RevisionLine(revision, language), "\n");
  if (revision.has_receipt()) text += ReceiptText(revision.receipt(), language);
  if (revision.has_timeliness()) text += TimelinessText(revision.timeliness(), language);
  if (revision.has_verdict()) {
    text += VerdictText(revision.verdict(), language, revision.explanations(), revision.waivers());
    text += NotExplainedText(revision, language);
  }
  if (revision.changes_size() > 0) {
    absl::StrAppend(&text, Pick(language, "办理经过\n", "History\n"));
  }
  for (const v1::StateChange& change : revision.changes()) text += ChangeText(change, language);
  return text;
}

}  // namespace ogi::cli
