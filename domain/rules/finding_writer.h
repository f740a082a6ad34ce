// Writes the findings of one rule on one report.
#ifndef OGI_DOMAIN_RULES_FINDING_WRITER_H_
#define OGI_DOMAIN_RULES_FINDING_WRITER_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "domain/rules/subject.h"
#include "domain/rules/sums.h"
#include "ogi/v1/rule.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi {

// The same in both languages: a number, or what stands in the report.
inline Wording Both(const std::string& text) { return {text, text}; }

// What stands for `{name}` in a message.
struct Filling {
  absl::string_view name;
  Wording text;
};

// `{name}` by what it stands for; a name that is not given stays.
std::string Fill(absl::string_view text, const std::vector<Filling>& fillings,
                 std::string Wording::*language);

class FindingWriter {
 public:
  FindingWriter(const Subject& subject, const v1::Rule& rule, v1::Severity severity,
                v1::Verdict& verdict)
      : subject_(subject), rule_(rule), severity_(severity), verdict_(verdict) {}

  const v1::Rule& rule() const { return rule_; }
  v1::Edition edition() const { return subject_.report->edition(); }

  // The rule's own message, filled in, on cells of the report.
  v1::Finding& Fail(const std::vector<Filling>& fillings, const std::vector<int>& cells = {});
  v1::Finding& Uncertain(const Wording& message, const std::vector<int>& cells = {});

  // The rule cannot be asked: what it needs is not on file. Of subordinates, names those that are
  // awaited.
  void Lack(v1::Need need);

  // Without a message.
  v1::Finding& Add(v1::Finding::Result result);
  void AddCells(const std::vector<int>& cells, v1::Finding& finding);
  void AddTerms(const std::vector<Term>& terms, v1::Finding& finding);
  // [begin, end) in bytes of `text`, which is the part's.
  static void AddSpan(absl::string_view part, absl::string_view text, size_t begin, size_t end,
                      v1::Finding& finding);

 private:
  const Subject& subject_;
  const v1::Rule& rule_;
  const v1::Severity severity_;
  v1::Verdict& verdict_;
};

// Names a cell of the form, with its official label; without value and source.
v1::CellReference ReferenceTo(int cell, v1::Edition edition);

// For words on cells, rows and columns.
Wording CellPlace(int cell, v1::Edition edition);
Wording RowPlace(const RowInfo& row, v1::Edition edition);
// 、between “labels”; commas between names.
Wording ColumnNames(const std::vector<int>& cells, v1::Edition edition);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_FINDING_WRITER_H_
