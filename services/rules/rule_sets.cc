#include "services/rules/rule_sets.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/form/text.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/record_change.h"
#include "services/handler/request_checks.h"
#include "services/rules/rule_library.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::RuleActivationsRecord;
using storage::v1::RuleSetRecord;

constexpr size_t kIdBytes = 8;

// All changes of which set judges are one scope of request ids.
constexpr absl::string_view kRuleSets = "ruleSets";

// How a set differs from that of the program.
void TellDifference(const RuleBook& book, v1::StoredRuleSet& set) {
  const RuleBook& ours = RuleBook::BuiltIn();
  for (const v1::Rule& rule : book.rules()) {
    const v1::Rule* const own = ours.Find(rule.id());
    if (own == nullptr) {
      set.add_added(rule.id());
    } else if (own->SerializeAsString() != rule.SerializeAsString()) {
      set.add_changed(rule.id());
    }
  }
  for (const v1::Rule& rule : ours.rules()) {
    if (book.Find(rule.id()) == nullptr) set.add_removed(rule.id());
  }
}

v1::StoredRuleSet SetOf(const RuleBook& book, std::string name) {
  v1::StoredRuleSet set;
  set.set_name(std::move(name));
  *set.mutable_rule_set() = book.rule_set();
  set.set_rules(static_cast<int>(book.rules().size()));
  TellDifference(book, set);
  return set;
}

absl::Status CheckFiles(const v1::PutRuleSetRequest& request) {
  FieldViolations violations;
  CheckRequestId(request.request_id(), &violations);
  size_t bytes = 0;
  for (int i = 0; i < request.files_size(); ++i) {
    const v1::RuleSetFile& file = request.files(i);
    bytes += file.ByteSizeLong();
    const std::string field = absl::StrCat("files[", i, "].name");
    if (file.name().empty()) violations.Add(field, "请填写文件名。", "give the file's name.");
    CheckText(file.name(), limits::kMaxLineBytes, field, &violations);
  }
  if (request.files().empty() || request.files_size() > limits::kMaxRuleSetFiles) {
    violations.Add("files", absl::StrCat("应有 1 至 ", limits::kMaxRuleSetFiles, " 个文件。"),
                   absl::StrCat("must be 1 to ", limits::kMaxRuleSetFiles, " files."));
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  if (bytes > limits::kMaxRuleSetBytes) {
    return errors::TooLarge("files", bytes, limits::kMaxRuleSetBytes);
  }
  return absl::OkStatus();
}

absl::Status CheckRoom(const Reader& store) {
  int sets = 0;
  Range range = keys::AllRuleSets();
  OGI_ASSIGN_OR_RETURN(
      const Page page,
      store.Scan(kAccessPartition, range, {.items = limits::kMaxRuleSets + 1, .bytes = SIZE_MAX}));
  sets = static_cast<int>(page.items.size());
  return sets < limits::kMaxRuleSets
             ? absl::OkStatus()
             : errors::TooManyRecords("规则集", "sets of rules", limits::kMaxRuleSets);
}

absl::StatusOr<std::optional<Record<RuleActivationsRecord>>> Activations(
    const Environment& environment) {
  return ReadAccessRecord<RuleActivationsRecord>(environment, keys::ActiveRules());
}

std::string ActiveOf(const std::optional<Record<RuleActivationsRecord>>& record) {
  return !record.has_value() || record->message.activations().empty()
             ? std::string(kBuiltInRuleSet)
             : record->message.activations().rbegin()->rule_set();
}

}  // namespace

absl::StatusOr<Step<v1::StoredRuleSet>> PutRuleSet(const Environment& environment,
                                                   const RequestContext& context,
                                                   const v1::PutRuleSetRequest& request) {
  OGI_RETURN_IF_ERROR(CheckFiles(request));
  std::vector<EmbeddedFile> files;
  for (const v1::RuleSetFile& file : request.files()) files.push_back({file.name(), file.text()});
  OGI_ASSIGN_OR_RETURN(const RuleBook book, RuleBook::Read(files));
  const std::string id = absl::BytesToHexString(
      absl::string_view(book.rule_set().digest().value()).substr(0, kIdBytes));
  OGI_ASSIGN_OR_RETURN(const RecordChange change,
                       BeginChange(environment, context, kRuleSets, request.request_id(),
                                   absl::StrCat("put\n", id)));
  OGI_ASSIGN_OR_RETURN(auto stored,
                       ReadAccessRecord<RuleSetRecord>(environment, keys::RuleSet(id)));
  if (stored.has_value()) {
    return Step<v1::StoredRuleSet>::Answer(std::move(*stored->message.mutable_rule_set()));
  }
  OGI_RETURN_IF_ERROR(CheckRoom(*environment.store));
  RuleSetRecord record;
  v1::StoredRuleSet& set = *record.mutable_rule_set();
  set = SetOf(book, absl::StrCat("ruleSets/", id));
  SetCreated(context, *set.mutable_life());
  *record.mutable_files() = request.files();
  Step<v1::StoredRuleSet> step;
  step.proposal =
      ProposalOf(context, change, {{keys::RuleSet(id), record.SerializeAsString(), kAbsent}});
  step.answer = [set](const Stamp&) { return set; };
  return step;
}

absl::StatusOr<v1::ListRuleSetsResponse> ListRuleSets(const Environment& environment,
                                                      const RequestContext&,
                                                      const v1::ListRuleSetsRequest&) {
  OGI_ASSIGN_OR_RETURN(const auto record, Activations(environment));
  const std::string active = ActiveOf(record);
  v1::ListRuleSetsResponse response;
  *response.add_rule_sets() = SetOf(RuleBook::BuiltIn(), std::string(kBuiltInRuleSet));
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<RuleSetRecord>(
      *environment.store, keys::AllRuleSets(),
      [&response](const RuleSetRecord& each) { *response.add_rule_sets() = each.rule_set(); }));
  for (v1::StoredRuleSet& set : *response.mutable_rule_sets()) set.set_active(set.name() == active);
  if (!record.has_value()) return response;
  const auto& activations = record->message.activations();
  for (auto each = activations.rbegin(); each != activations.rend(); ++each) {
    *response.add_activations() = *each;
  }
  return response;
}

absl::StatusOr<Step<v1::RuleActivation>> ActivateRuleSet(
    const Environment& environment, const RequestContext& context,
    const v1::ActivateRuleSetRequest& request) {
  FieldViolations violations;
  CheckRequestId(request.request_id(), &violations);
  CheckReason(request.reason(), /*required=*/true, &violations);
  if (!absl::StartsWith(request.name(), "ruleSets/")) {
    violations.Add("name", "应为规则集的名称，如 ruleSets/0123456789abcdef，请更正。",
                   "must be like ruleSets/0123456789abcdef.");
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(
      const RecordChange change,
      BeginChange(environment, context, kRuleSets, request.request_id(),
                  absl::StrCat("activate\n", request.name(), "\n", request.reason())));
  OGI_ASSIGN_OR_RETURN(const auto stored, Activations(environment));
  RuleActivationsRecord record = stored.has_value() ? stored->message : RuleActivationsRecord();
  OGI_ASSIGN_OR_RETURN(std::shared_ptr<const RuleBook> book,
                       ReadRuleSet(*environment.store, request.name()));
  const bool judges_already = ActiveOf(stored) == request.name();
  if (judges_already && !record.activations().empty()) {
    // It may have been committed by a change whose outcome nobody heard of.
    if (environment.rules != nullptr) environment.rules->Activate(request.name(), std::move(book));
    return Step<v1::RuleActivation>::Answer(*record.activations().rbegin());
  }
  if (record.activations_size() >= limits::kMaxRuleActivations) {
    return errors::TooManyRecords("启用记录", "activations", limits::kMaxRuleActivations);
  }
  if (!record.activations().empty()) {
    SetWithdrawn(context, "", *record.mutable_activations()->rbegin()->mutable_life());
  }
  v1::RuleActivation& activation = *record.add_activations();
  activation.set_rule_set(request.name());
  activation.set_reason(request.reason());
  SetCreated(context, *activation.mutable_life());
  Step<v1::RuleActivation> step;
  step.reason = request.reason();
  step.proposal = ProposalOf(context, change,
                             {{keys::ActiveRules(), record.SerializeAsString(),
                               stored.has_value() ? stored->version : kAbsent}});
  step.answer = [library = environment.rules, book = std::move(book), activation](const Stamp&) {
    if (library != nullptr) library->Activate(activation.rule_set(), book);
    return activation;
  };
  return step;
}

}  // namespace ogi
