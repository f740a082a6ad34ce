#include "services/rules/rule_library.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/strip.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/each_record.h"
#include "services/handler/records.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::RuleActivationsRecord;
using storage::v1::RuleOverlayRecord;
using storage::v1::RuleSetRecord;

constexpr absl::string_view kRuleSets = "ruleSets/";

absl::StatusOr<std::string> ActiveSet(const Reader& store) {
  OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                       store.Get(kAccessPartition, keys::ActiveRules()));
  OGI_ASSIGN_OR_RETURN(const auto record, ParseRecord<RuleActivationsRecord>(item));
  if (!record.has_value() || record->message.activations().empty()) {
    return std::string(kBuiltInRuleSet);
  }
  return record->message.activations().rbegin()->rule_set();
}

void SortByTime(std::vector<v1::RuleOverlay>& overlays) {
  const auto made = [](const v1::RuleOverlay& overlay) {
    const auto& time = overlay.life().create_time();
    return std::tuple(time.seconds(), time.nanos(), absl::string_view(overlay.name()));
  };
  std::sort(
      overlays.begin(), overlays.end(),
      [&made](const v1::RuleOverlay& a, const v1::RuleOverlay& b) { return made(a) < made(b); });
}

}  // namespace

std::shared_ptr<const RuleBook> BuiltInBook() {
  return {std::shared_ptr<const RuleBook>(), &RuleBook::BuiltIn()};
}

absl::StatusOr<std::shared_ptr<const RuleBook>> ReadRuleSet(const Reader& store,
                                                            absl::string_view name) {
  if (name == kBuiltInRuleSet) return BuiltInBook();
  const std::string key = keys::RuleSet(absl::StripPrefix(name, kRuleSets));
  OGI_ASSIGN_OR_RETURN(const std::optional<Item> item, store.Get(kAccessPartition, key));
  OGI_ASSIGN_OR_RETURN(const auto record, ParseRecord<RuleSetRecord>(item));
  if (!record.has_value()) return errors::AccessRecordNotFound(name);
  std::vector<EmbeddedFile> files;
  for (const v1::RuleSetFile& file : record->message.files()) {
    files.push_back({file.name(), file.text()});
  }
  OGI_ASSIGN_OR_RETURN(RuleBook book, RuleBook::Read(files));
  return std::make_shared<const RuleBook>(std::move(book));
}

RuleLibrary::RuleLibrary() {
  RulesInForce rules;
  rules.book = BuiltInBook();
  in_force_ = std::make_shared<const RulesInForce>(std::move(rules));
}

std::shared_ptr<const RulesInForce> RuleLibrary::InForce() const {
  absl::ReaderMutexLock lock(&mutex_);
  return in_force_;
}

void RuleLibrary::Replace(RulesInForce rules) {
  in_force_ = std::make_shared<const RulesInForce>(std::move(rules));
}

absl::Status RuleLibrary::Refresh(const Reader& store) {
  OGI_ASSIGN_OR_RETURN(const Stamp latest, LatestStamp(store, kAccessPartition));
  int64_t puts = 0;
  RulesInForce rules;
  {
    absl::ReaderMutexLock lock(&mutex_);
    if (latest.place.sequence == sequence_) return absl::OkStatus();
    puts = puts_;
    rules.name = in_force_->name;
    rules.book = in_force_->book;
  }
  OGI_ASSIGN_OR_RETURN(const std::string active, ActiveSet(store));
  if (active != rules.name) {
    OGI_ASSIGN_OR_RETURN(rules.book, ReadRuleSet(store, active));
    rules.name = active;
  }
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<RuleOverlayRecord>(
      store, keys::AllRuleOverlays(), [&rules](const RuleOverlayRecord& each) {
        if (!each.overlay().life().has_withdraw_time()) rules.overlays.push_back(each.overlay());
      }));
  SortByTime(rules.overlays);
  absl::MutexLock lock(&mutex_);
  // What was put meanwhile may be newer than what was read: the next time finds both.
  if (puts_ != puts) return absl::OkStatus();
  Replace(std::move(rules));
  sequence_ = latest.place.sequence;
  return absl::OkStatus();
}

void RuleLibrary::Put(const v1::RuleOverlay& overlay) {
  absl::MutexLock lock(&mutex_);
  ++puts_;
  RulesInForce rules = *in_force_;
  std::erase_if(rules.overlays,
                [&overlay](const v1::RuleOverlay& each) { return each.name() == overlay.name(); });
  if (!overlay.life().has_withdraw_time()) rules.overlays.push_back(overlay);
  SortByTime(rules.overlays);
  Replace(std::move(rules));
}

void RuleLibrary::Activate(const std::string& name, std::shared_ptr<const RuleBook> book) {
  absl::MutexLock lock(&mutex_);
  ++puts_;
  RulesInForce rules = *in_force_;
  rules.name = name;
  rules.book = std::move(book);
  Replace(std::move(rules));
}

bool MayWeigh(const RulesInForce& rules, const v1::Rule& rule, v1::Severity severity) {
  if (rule.severity() == severity) return true;
  const v1::RuleOverlay::Effect effect = severity == v1::ERROR     ? v1::RuleOverlay::AS_ERROR
                                         : severity == v1::WARNING ? v1::RuleOverlay::AS_WARNING
                                                                   : v1::RuleOverlay::AS_INFO;
  return std::any_of(rules.overlays.begin(), rules.overlays.end(),
                     [&](const v1::RuleOverlay& overlay) {
                       return overlay.rule() == rule.id() && overlay.effect() == effect;
                     });
}

std::shared_ptr<const RulesInForce> RulesInForceOf(const Environment& environment) {
  static const auto* const built_in = new RuleLibrary;
  return (environment.rules == nullptr ? built_in : environment.rules)->InForce();
}

}  // namespace ogi
