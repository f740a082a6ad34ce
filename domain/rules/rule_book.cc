#include <string>

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "domain/rules/rules.h"

namespace ogi {
namespace {

constexpr absl::string_view kVersion = "1";
constexpr absl::string_view kBothForms = "国办公开办函〔2019〕60号、〔2021〕30号";

v1::Rule MakeRule(absl::string_view id, absl::string_view title, absl::string_view title_en,
                  absl::string_view basis) {
  v1::Rule rule;
  rule.set_id(std::string(id));
  rule.set_severity(v1::ERROR);
  rule.set_title(std::string(title));
  rule.set_title_en(std::string(title_en));
  rule.set_legal_basis(absl::StrCat(kBothForms, " ", basis));
  rule.set_first_year(2019);
  return rule;
}

std::vector<v1::Rule> MakeRules() {
  return {
      MakeRule("E1", "表三每列：本年新收与上年结转之和，等于办理结果总计与结转下年度之和",
               "Table three, each column: received and carried in equal outcomes and carried out",
               "表三注"),
      MakeRule("E2", "表三每列：办理结果（一）至（六）各项之和，等于（七）总计",
               "Table three, each column: outcomes (1) to (6) add up to the total (7)", "表三"),
      MakeRule("E3", "表三每行：六类申请人之和，等于总计",
               "Table three, each row: the six kinds of applicant add up to the total", "表三"),
      MakeRule("E4", "表四每组：结果维持、结果纠正、其他结果、尚未审结之和，等于总计",
               "Table four, each group: upheld, corrected, other and pending add up to the total",
               "表四"),
      MakeRule("E5", "本年度格式的每个单元格都填数，没有的填零",
               "Every cell of the year's form holds a number; nothing is written as zero",
               "表二、表三、表四"),
      MakeRule("E6", "行和列与本年度的格式一致", "Rows and columns are those of the year's form",
               "表二、表三、表四"),
      MakeRule("E7", "第一、五、六部分有文字，各部分标题与格式一致",
               "Parts one, five and six have text; headings are those of the form", "格式正文"),
  };
}

std::string RuleTexts() {
  std::string texts;
  for (const v1::Rule& rule : Rules()) {
    const std::string years = absl::StrCat(rule.first_year(), "-", rule.last_year());
    for (const absl::string_view text :
         {absl::string_view(rule.id()), absl::string_view(v1::Severity_Name(rule.severity())),
          absl::string_view(rule.title()), absl::string_view(rule.title_en()),
          absl::string_view(rule.legal_basis()), absl::string_view(years)}) {
      absl::StrAppend(&texts, text.size(), ":", text, "\n");
    }
  }
  return texts;
}

}  // namespace

const std::vector<v1::Rule>& Rules() {
  static const auto* const rules = new std::vector<v1::Rule>(MakeRules());
  return *rules;
}

const v1::RuleSet& CurrentRuleSet() {
  static const auto* const rule_set = [] {
    auto* made = new v1::RuleSet;
    made->set_version(std::string(kVersion));
    made->mutable_digest()->set_algorithm(v1::Digest::SHA256);
    made->mutable_digest()->set_value(Sha256(RuleTexts()));
    return made;
  }();
  return *rule_set;
}

}  // namespace ogi
