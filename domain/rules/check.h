// Checks that rules name: what no sum of cells can say.
#ifndef OGI_DOMAIN_RULES_CHECK_H_
#define OGI_DOMAIN_RULES_CHECK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/data/text_message.h"
#include "domain/rules/finding_writer.h"
#include "domain/rules/subject.h"
#include "ogi/v1/rule.pb.h"

namespace ogi {

// One rule's check, with its parameters. Any thread may run it.
class Check {
 public:
  virtual ~Check() = default;
  // Everything the kind needs is known to the subject.
  virtual void Run(const Subject& subject, FindingWriter& writer) const = 0;
};

// The parameters of a check. Errors are DATA_FILE_INVALID and name the line.
class CheckParameters {
 public:
  CheckParameters(const v1::Check& check, const FileLines& lines) : check_(check), lines_(lines) {}

  // Empty where it is not given.
  std::vector<std::string> Strings(absl::string_view name) const;
  // Exactly one.
  absl::StatusOr<std::string> String(absl::string_view name) const;
  absl::StatusOr<int64_t> Number(absl::string_view name) const;
  // `TABLE.ROW.COLUMN`, one or more.
  absl::StatusOr<std::vector<int>> CellNumbers(absl::string_view name) const;
  // `COUNTY` and so on, one or more.
  absl::StatusOr<std::vector<v1::Agency::Level>> Levels(absl::string_view name) const;
  // Wrong in a way that only the check knows.
  absl::Status Wrong(absl::string_view name, absl::string_view chinese,
                     absl::string_view english) const;

 private:
  const v1::Check::Parameter* Find(absl::string_view name) const;

  const v1::Check& check_;
  const FileLines lines_;
};

struct CheckKind {
  absl::string_view name;
  // What it looks at. For docs/rules.md.
  absl::string_view english;
  // Names it takes; others are refused.
  std::vector<absl::string_view> parameters;
  // What messages may fill in.
  std::vector<absl::string_view> fillings;
  std::vector<v1::Need> needs;
  absl::StatusOr<std::unique_ptr<Check>> (*make)(const CheckParameters& parameters);
  // Reads the subject's narrative: not run where texts are not judged.
  bool reads_text = false;
};

// By name.
const std::vector<CheckKind>& CheckKinds();

// The families; CheckKinds has them all.
std::vector<CheckKind> CrossYearChecks();
std::vector<CheckKind> DatedTextChecks();
std::vector<CheckKind> DeadlineChecks();
std::vector<CheckKind> FeeTextChecks();
std::vector<CheckKind> FigureChecks();
std::vector<CheckKind> FormChecks();
std::vector<CheckKind> LedgerChecks();
std::vector<CheckKind> NameChecks();
std::vector<CheckKind> NarrativeChecks();
std::vector<CheckKind> PeerChecks();
std::vector<CheckKind> RollUpChecks();
std::vector<CheckKind> SentenceChecks();
std::vector<CheckKind> TextChecks();
std::vector<CheckKind> WordChecks();

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_CHECK_H_
