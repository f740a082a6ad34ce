#include "clients/cli/text/rule_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/text_width.h"
#include "clients/cli/text/verdict_text.h"
#include "domain/rules/rule_page.h"

namespace ogi::cli {
namespace {

std::string Years(const v1::Rule& rule) {
  if (rule.first_year() == 0 && rule.last_year() == 0) return "";
  return absl::StrCat(rule.first_year() == 0 ? "" : absl::StrCat(rule.first_year()), "–",
                      rule.last_year() == 0 ? "" : absl::StrCat(rule.last_year()));
}

std::string Line(absl::string_view label, absl::string_view value) {
  if (value.empty()) return "";
  return absl::StrCat("  ", PadRight(label, 14), Printable(value), "\n");
}

}  // namespace

std::string RuleListText(const v1::ListRulesResponse& book, Language language) {
  Grid grid({24, 7, 46, 30, 9});
  grid.AddRow({{std::string(Pick(language, "规则", "rule"))},
               {std::string(Pick(language, "等级", "weight"))},
               {std::string(Pick(language, "内容", "what must hold"))},
               {std::string(Pick(language, "依据", "legal basis"))},
               {std::string(Pick(language, "年度", "years"))}});
  grid.AddRule();
  for (const v1::Rule& rule : book.rules()) {
    grid.AddRow({{Printable(rule.id())},
                 {std::string(SeverityText(rule.severity(), language))},
                 {Printable(Pick(language, rule.title(), rule.title_en()))},
                 {Printable(rule.legal_basis())},
                 {Years(rule)}});
  }
  return absl::StrCat(grid.Draw(), Pick(language, "规则集 ", "rule set "),
                      Printable(book.rule_set().version()), " ",
                      DigestText(book.rule_set().digest()), "\n");
}

std::string RuleText(const v1::Rule& rule, Language language) {
  const Wording category = CategoryWords(rule.category());
  std::string text = absl::StrCat(
      Printable(rule.id()), "  ", Printable(Pick(language, rule.title(), rule.title_en())), "\n",
      Line(Pick(language, "等级", "weight"), SeverityText(rule.severity(), language)),
      Line(Pick(language, "类别", "kind"), Pick(language, category.chinese, category.english)),
      Line(Pick(language, "依据", "legal basis"), rule.legal_basis()),
      Line(Pick(language, "年度", "years"), Years(rule)));
  std::vector<absl::string_view> applies;
  for (const int edition : rule.editions()) {
    applies.push_back(EditionText(static_cast<v1::Edition>(edition), language));
  }
  for (const int scope : rule.scopes()) {
    applies.push_back(ScopeText(static_cast<v1::Scope>(scope), language));
  }
  for (const int level : rule.levels()) {
    applies.push_back(LevelText(static_cast<v1::Agency::Level>(level), language));
  }
  absl::StrAppend(
      &text,
      Line(Pick(language, "适用", "applies to"),
           absl::StrJoin(applies, Pick(language, "、", ", "))),
      Line(Pick(language, "应有", "expected"), Pick(language, rule.expected(), rule.expected_en())),
      Line(Pick(language, "改正", "to mend it"), Pick(language, rule.mend(), rule.mend_en())),
      Line(Pick(language, "另见", "see also"), absl::StrJoin(rule.related(), " ")));
  if (rule.has_sums()) {
    absl::string_view label = Pick(language, "算式", "sums");
    for (const absl::string_view line : absl::StrSplit(SumsText(rule.sums()), '\n')) {
      absl::StrAppend(&text, Line(label, line));
      label = "";
    }
  } else {
    text += Line(Pick(language, "检查", "check"), rule.check().name());
  }
  return text;
}

}  // namespace ogi::cli
