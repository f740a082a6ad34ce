#include "domain/rules/rule_page.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace ogi {
namespace {

constexpr absl::string_view kHead = R"(# 校验规则 · The rules

<!-- Made by `ogictl rules page`; do not edit. -->

An error (错误) keeps a report from being accepted until it is mended or waived. A warning (警告) wants an
explanation before it is published. Information (提示) wants nothing. A finding is a failure (不符); uncertain
(存疑), where a cell or a sentence can be read more than one way; or not assessable (无法核对), where what the
rule needs is missing. A pass is silent.

A rule of arithmetic needs no programming: [adding-a-rule.md](adding-a-rule.md).

)";

constexpr absl::string_view kSeverities[] = {"", "提示 info", "警告 warning", "错误 error"};

std::string Years(const v1::Rule& rule) {
  if (rule.first_year() == 0 && rule.last_year() == 0) return "";
  return absl::StrCat(rule.first_year() == 0 ? "" : absl::StrCat(rule.first_year()), "–",
                      rule.last_year() == 0 ? "" : absl::StrCat(rule.last_year()));
}

// Where it applies; empty for everywhere.
std::string Applies(const v1::Rule& rule) {
  std::vector<std::string> parts;
  for (const int edition : rule.editions()) {
    parts.push_back(edition == v1::EDITION_2019 ? "2019 form" : "2021 form");
  }
  if (!Years(rule).empty()) parts.push_back(Years(rule));
  for (const int scope : rule.scopes()) parts.push_back(scope == v1::OWN ? "本级" : "汇总");
  for (const int level : rule.levels()) {
    parts.push_back(v1::Agency::Level_Name(static_cast<v1::Agency::Level>(level)));
  }
  return absl::StrJoin(parts, ", ");
}

std::string Checks() {
  std::string text = "## Checks\n\nWhat a rule may name where sums cannot say it.\n\n";
  for (const CheckKind& kind : CheckKinds()) {
    absl::StrAppend(&text, "- `", kind.name, "`: ", kind.english);
    if (!kind.parameters.empty()) {
      absl::StrAppend(&text, " Parameters: ", absl::StrJoin(kind.parameters, ", "), ".");
    }
    if (!kind.fillings.empty()) {
      absl::StrAppend(&text, " Fills in: ", absl::StrJoin(kind.fillings, ", "), ".");
    }
    absl::StrAppend(&text, "\n");
  }
  return text;
}

std::string RuleText(const v1::Rule& rule) {
  std::string text = absl::StrCat("### ", rule.id(), " ", rule.title(), "\n\n", rule.title_en(),
                                  ".\n\n", kSeverities[rule.severity()], "; ", rule.legal_basis());
  if (const std::string applies = Applies(rule); !applies.empty()) {
    absl::StrAppend(&text, "; ", applies);
  }
  absl::StrAppend(&text, ".\n");
  if (rule.has_sums()) {
    absl::StrAppend(&text, "\n```\n", SumsText(rule.sums()), "```\n");
  } else {
    absl::StrAppend(&text, "\nCheck `", rule.check().name(), "`.\n");
  }
  absl::StrAppend(&text, "\n应有：", rule.expected(), "。", rule.expected_en(), ".\n\n改正：",
                  rule.mend(), "。", rule.mend_en(), ".\n");
  if (!rule.related().empty()) {
    absl::StrAppend(&text, "\n另见 ", absl::StrJoin(rule.related(), ", "), ".\n");
  }
  return absl::StrCat(text, "\n");
}

}  // namespace

Wording CategoryWords(v1::Rule::Category category) {
  switch (category) {
    case v1::Rule::ARITHMETIC:
      return {"勾稽", "Arithmetic"};
    case v1::Rule::FORM:
      return {"格式", "Form"};
    case v1::Rule::CROSS_YEAR:
      return {"跨年", "Against last year"};
    case v1::Rule::NARRATIVE:
      return {"文字与表格", "Text against tables"};
    case v1::Rule::DEADLINE:
      return {"期限", "Dates"};
    case v1::Rule::TEXT:
      return {"文字", "Text"};
    case v1::Rule::ROLL_UP:
      return {"汇总", "Roll-up"};
    case v1::Rule::LEDGER:
      return {"台账", "Ledgers"};
    case v1::Rule::PLAUSIBILITY:
      return {"合理性", "Plausibility"};
    case v1::Rule::PEERS_COMPARED:
      return {"同级比对", "Against organs of the same kind"};
    default:
      return {};
  }
}

std::string SumsText(const v1::Sums& sums) {
  const auto side = [](const google::protobuf::RepeatedPtrField<std::string>& terms) {
    return absl::StrReplaceAll(absl::StrJoin(terms, " + "), {{"+ -", "- "}});
  };
  const char* const relation = sums.relation() == v1::Sums::AT_MOST    ? "≤"
                               : sums.relation() == v1::Sums::AT_LEAST ? "≥"
                                                                       : "=";
  std::string text =
      absl::StrCat(side(sums.left()), "\n  ", relation, " ", side(sums.right()), "\n");
  for (const std::string& term : sums.where_positive()) {
    absl::StrAppend(&text, "  where ", term, " > 0\n");
  }
  for (const std::string& term : sums.where_zero()) {
    absl::StrAppend(&text, "  where ", term, " = 0\n");
  }
  return text;
}

std::string RulePage(const RuleBook& book) {
  std::map<v1::Rule::Category, std::vector<const v1::Rule*>> categories;
  for (const v1::Rule& rule : book.rules()) categories[rule.category()].push_back(&rule);
  std::string page = absl::StrCat(kHead, Checks(), "\n## Contents\n\n", book.rules().size(),
                                  " rules, version ", book.rule_set().version(), ".\n\n");
  for (const auto& [category, rules] : categories) {
    const Wording words = CategoryWords(category);
    absl::StrAppend(&page, "- ", words.chinese, " ", words.english, ": ",
                    absl::StrJoin(rules, ", ",
                                  [](std::string* out, const v1::Rule* rule) {
                                    absl::StrAppend(out, rule->id());
                                  }),
                    "\n");
  }
  for (const auto& [category, rules] : categories) {
    const Wording words = CategoryWords(category);
    absl::StrAppend(&page, "\n## ", words.chinese, " · ", words.english, "\n\n");
    for (const v1::Rule* rule : rules) absl::StrAppend(&page, RuleText(*rule));
  }
  while (page.size() > 1 && page[page.size() - 2] == '\n') page.pop_back();
  return page;
}

}  // namespace ogi
