#include "clients/cli/text/rule_set_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

// Who acted, as lists name him.
std::string ByText(const v1::Actor& actor) {
  return Printable(ShortName(actor.person().empty() ? actor.agency() : actor.person()));
}

std::string TimeText(const google::protobuf::Timestamp& time) {
  return time.seconds() == 0 ? "" : ChinaTimeText(time).substr(0, 16);
}

absl::string_view EffectText(v1::RuleOverlay::Effect effect, Language language) {
  switch (effect) {
    case v1::RuleOverlay::OFF:
      return Pick(language, "停用", "off");
    case v1::RuleOverlay::AS_INFO:
      return Pick(language, "作提示", "as info");
    case v1::RuleOverlay::AS_WARNING:
      return Pick(language, "作警告", "as warning");
    case v1::RuleOverlay::AS_ERROR:
      return Pick(language, "作错误", "as error");
    default:
      return "";
  }
}

// Which reports it is for.
std::string WhereText(const v1::RuleOverlay& overlay, Language language) {
  std::vector<std::string> parts;
  if (overlay.first_year() != 0 || overlay.last_year() != 0) {
    parts.push_back(
        absl::StrCat(overlay.first_year() == 0 ? "" : absl::StrCat(overlay.first_year()), "–",
                     overlay.last_year() == 0 ? "" : absl::StrCat(overlay.last_year())));
  }
  if (!overlay.agency().empty()) {
    parts.push_back(absl::StrCat(Printable(ShortName(overlay.agency())),
                                 Pick(language, " 及下级", " and below")));
  }
  for (const int level : overlay.levels()) {
    parts.emplace_back(LevelText(static_cast<v1::Agency::Level>(level), language));
  }
  return parts.empty() ? std::string(Pick(language, "全部", "all"))
                       : absl::StrJoin(parts, Pick(language, "，", ", "));
}

std::string IdsText(absl::string_view label,
                    const google::protobuf::RepeatedPtrField<std::string>& ids) {
  // More than these nobody reads in a terminal; --output json has all.
  constexpr int kMaxIds = 20;
  if (ids.empty()) return "";
  const int shown = std::min(ids.size(), kMaxIds);
  return absl::StrCat("  ", label, Printable(absl::StrJoin(ids.begin(), ids.begin() + shown, " ")),
                      ids.size() > shown ? absl::StrCat(" … (", ids.size(), ")") : "", "\n");
}

std::string FindingLine(absl::string_view sign, const v1::Finding& finding, Language language) {
  return absl::StrCat("  ", sign, " ", SeverityText(finding.severity(), language), " ",
                      Printable(finding.rule()), " ",
                      Printable(Pick(language, finding.message(), finding.message_en())), "\n");
}

}  // namespace

std::string RuleSetText(const v1::StoredRuleSet& set, Language language) {
  return absl::StrCat(Printable(set.name()), "  ", Printable(set.rule_set().version()),
                      Pick(language, "，规则 ", ", rules: "), set.rules(),
                      Pick(language, " 条\n", "\n"),
                      IdsText(Pick(language, "新增：", "added: "), set.added()),
                      IdsText(Pick(language, "改动：", "changed: "), set.changed()),
                      IdsText(Pick(language, "缺少：", "missing: "), set.removed()));
}

std::string RuleSetsText(const v1::ListRuleSetsResponse& list, Language language) {
  Grid sets({28, 12, 8, 8, 8, 8, 16, 24, 8},
            {{"规则集", "set"},
             {"版本", "version"},
             {"规则", "rules"},
             {"新增", "added"},
             {"改动", "changed"},
             {"缺少", "missing"},
             {"登记时间", "since"},
             {"登记人", "by"},
             {"启用", "judges"}},
            language);
  const auto number = [](int64_t value) { return GridCell{absl::StrCat(value), Align::kRight}; };
  for (const v1::StoredRuleSet& set : list.rule_sets()) {
    sets.AddRow({{Printable(set.name())},
                 {Printable(set.rule_set().version())},
                 number(set.rules()),
                 number(set.added_size()),
                 number(set.changed_size()),
                 number(set.removed_size()),
                 {TimeText(set.life().create_time())},
                 {ByText(set.life().creator())},
                 {set.active() ? "✓" : "", Align::kCentre}});
  }
  if (list.activations().empty()) return sets.Draw();
  Grid activations({28, 16, 24, 48},
                   {{"启用", "judges from"}, {"时间", "time"}, {"启用人", "by"}, {"原因", "why"}},
                   language);
  for (const v1::RuleActivation& each : list.activations()) {
    activations.AddRow({{Printable(each.rule_set())},
                        {TimeText(each.life().create_time())},
                        {ByText(each.life().creator())},
                        {Printable(each.reason())}});
  }
  return absl::StrCat(sets.Draw(), activations.Draw());
}

std::string OverlaysText(const v1::ListRuleOverlaysResponse& list, Language language) {
  Grid grid({30, 16, 10, 40, 16, 24, 40, 16},
            {{"调整", "overlay"},
             {"规则", "rule"},
             {"效果", "effect"},
             {"适用", "where"},
             {"时间", "since"},
             {"经办", "by"},
             {"原因", "why"},
             {"取消时间", "ended"}},
            language);
  for (const v1::RuleOverlay& each : list.overlays()) {
    const std::string why = each.document_number().empty()
                                ? each.reason()
                                : absl::StrCat(each.reason(), Pick(language, "（", " ("),
                                               each.document_number(), Pick(language, "）", ")"));
    grid.AddRow({{Printable(each.name())},
                 {Printable(each.rule())},
                 {std::string(EffectText(each.effect(), language))},
                 {WhereText(each, language)},
                 {TimeText(each.life().create_time())},
                 {ByText(each.life().creator())},
                 {Printable(why)},
                 {TimeText(each.life().withdraw_time())}});
  }
  return grid.Draw();
}

std::string ChangeText(const v1::VerdictChange& change, Language language) {
  std::string text = absl::StrCat(
      Printable(ShortName(change.revision())), " ", Printable(change.agency_display_name()),
      Pick(language, "：", ": "), OutcomeText(change.before(), language), " → ",
      OutcomeText(change.after(), language), "\n");
  for (const v1::Finding& finding : change.added()) {
    absl::StrAppend(&text, FindingLine("+", finding, language));
  }
  for (const v1::Finding& finding : change.removed()) {
    absl::StrAppend(&text, FindingLine("-", finding, language));
  }
  return text;
}

std::string CompareTotalsText(const v1::CompareTotals& totals, Language language) {
  Grid grid({28, 10, 10, 10},
            {{"规则", "rule"}, {"新增处", "added"}, {"消失处", "removed"}, {"报告数", "reports"}},
            language);
  for (const v1::RuleChangeCount& each : totals.rules()) {
    grid.AddRow({{Printable(each.rule())},
                 {absl::StrCat(each.added()), Align::kRight},
                 {absl::StrCat(each.removed()), Align::kRight},
                 {absl::StrCat(each.reports()), Align::kRight}});
  }
  return absl::StrCat(
      totals.rules().empty() ? "" : grid.Draw(), Pick(language, "机关 ", "organs: "),
      totals.agencies(), Pick(language, " 个，报告 ", ", reports: "), totals.reports(),
      Pick(language, " 份，结论有变 ", ", of these with other findings: "), totals.changed(),
      Pick(language, " 份；新有错误 ", "; with errors only then: "), totals.newly_blocked(),
      Pick(language, " 份，不再有错误 ", ", without errors then: "), totals.no_longer_blocked(),
      Pick(language, " 份\n", "\n"));
}

}  // namespace ogi::cli
