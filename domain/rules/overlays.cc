#include "domain/rules/overlays.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "domain/codes/resource_name.h"
#include "domain/form/text.h"

namespace ogi {
namespace {

bool InYears(const v1::RuleOverlay& overlay, int year) {
  return (overlay.first_year() == 0 || year >= overlay.first_year()) &&
         (overlay.last_year() == 0 || year <= overlay.last_year());
}

bool Holds(const v1::RuleOverlay& overlay, const OverlaidReport& report) {
  if (overlay.life().has_withdraw_time() || !InYears(overlay, report.year)) return false;
  const auto& levels = overlay.levels();
  if (!levels.empty() && std::find(levels.begin(), levels.end(), report.level) == levels.end()) {
    return false;
  }
  return overlay.agency().empty() ||
         std::any_of(report.agencies.begin(), report.agencies.end(),
                     [&](const std::string& id) { return AgencyName(id) == overlay.agency(); });
}

}  // namespace

void CheckRuleOverlay(const v1::RuleOverlay& overlay, const RuleBook& book,
                      FieldViolations* violations) {
  if (book.Find(overlay.rule()) == nullptr) {
    violations->Add(
        "overlay.rule",
        absl::StrCat("没有规则 ", Quoted(overlay.rule()), "；ogictl rules list 列出全部。"),
        absl::StrCat("there is no rule ", Quoted(overlay.rule()),
                     "; ogictl rules list has them all."));
  }
  if (!v1::RuleOverlay::Effect_IsValid(overlay.effect()) ||
      overlay.effect() == v1::RuleOverlay::EFFECT_UNSPECIFIED) {
    violations->Add("overlay.effect", "应为 OFF、AS_INFO、AS_WARNING 或 AS_ERROR，请更正。",
                    "must be OFF, AS_INFO, AS_WARNING or AS_ERROR.");
  }
  const auto is_year = [](int year) {
    return year == 0 || (year >= limits::kFirstYear && year <= limits::kLastYear);
  };
  if (!is_year(overlay.first_year()) || !is_year(overlay.last_year()) ||
      (overlay.last_year() != 0 && overlay.last_year() < overlay.first_year())) {
    violations->Add("overlay.first_year", "年度应为 2019 年及以后，起止有序，不限的填 0。",
                    "years are 2019 or later and in order; 0 for no bound.");
  }
  if (!overlay.agency().empty() && !ParseAgencyName(overlay.agency()).has_value()) {
    violations->Add("overlay.agency", "应为机关名称，如 agencies/54-0424000，请更正。",
                    "must be like agencies/54-0424000.");
  }
  for (const int level : overlay.levels()) {
    if (v1::Agency::Level_IsValid(level) && level != v1::Agency::LEVEL_UNSPECIFIED) continue;
    violations->Add("overlay.levels", absl::StrCat("没有这种层级：", level, "，请更正。"),
                    absl::StrCat("is unknown: ", level, "."));
  }
  if (overlay.reason().empty()) {
    violations->Add("overlay.reason", "请写明为什么。", "say why.");
  }
  CheckText(overlay.reason(), limits::kMaxReasonBytes, "overlay.reason", violations);
  CheckText(overlay.document_number(), limits::kMaxLineBytes, "overlay.document_number",
            violations);
}

RuleWeights WeightsFor(const OverlaidReport& report, absl::Span<const v1::RuleOverlay> overlays) {
  RuleWeights weights;
  for (const v1::RuleOverlay& overlay : overlays) {
    if (!Holds(overlay, report)) continue;
    weights.effects[overlay.rule()] = overlay.effect();
    weights.overlays.push_back(overlay.name());
  }
  return weights;
}

bool NeedAgencies(absl::Span<const v1::RuleOverlay> overlays, int year) {
  return std::any_of(overlays.begin(), overlays.end(), [year](const v1::RuleOverlay& overlay) {
    return !overlay.agency().empty() && InYears(overlay, year) &&
           !overlay.life().has_withdraw_time();
  });
}

}  // namespace ogi
