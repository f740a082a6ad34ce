// Reads a catalogue and refuses what is wrong with it.
#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/form/cells.h"
#include "domain/form/printed_form.h"
#include "domain/rules/compiled_rule.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace ogi {
namespace {

const std::vector<absl::string_view>& FillingsOfSums() {
  static const auto* const names =
      new std::vector<absl::string_view>{"place", "left", "right", "difference"};
  return *names;
}

// A capital letter and a number; then perhaps a point and a word.
bool IsRuleId(absl::string_view id) {
  size_t at = 0;
  if (id.empty() || id.size() > 64 || !absl::ascii_isupper(static_cast<unsigned char>(id[at++]))) {
    return false;
  }
  const size_t digits = at;
  while (at < id.size() && absl::ascii_isdigit(static_cast<unsigned char>(id[at]))) ++at;
  if (at == digits) return false;
  if (at == id.size()) return true;
  if (id[at++] != '.' || at == id.size()) return false;
  return std::all_of(id.begin() + static_cast<ptrdiff_t>(at), id.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_';
  });
}

std::string Deterministic(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

v1::Need NeedOf(Source source) {
  switch (source) {
    case Source::kLastYear:
      return v1::LAST_YEAR;
    case Source::kOwn:
      return v1::OWN_REPORT;
    case Source::kSubordinates:
      return v1::SUBORDINATES;
    case Source::kKnownSubordinates:
      return v1::KNOWN_SUBORDINATES;
    case Source::kLedger:
      return v1::LEDGER;
    case Source::kReport:
      break;
  }
  return v1::NEED_UNSPECIFIED;
}

}  // namespace

class RuleBook::Reader {
 public:
  absl::StatusOr<RuleBook> Run(const std::vector<EmbeddedFile>& files) {
    std::vector<std::unique_ptr<File>> read;
    for (const EmbeddedFile& file : files) {
      auto each = std::make_unique<File>();
      OGI_RETURN_IF_ERROR(ReadTextMessage(file.name, file.text, &each->catalogue, &each->tree));
      each->lines = FileLines(file.name, &each->tree, each->catalogue.GetDescriptor());
      OGI_RETURN_IF_ERROR(ReadVersion(*each));
      OGI_RETURN_IF_ERROR(ReadGroups(*each));
      read.push_back(std::move(each));
    }
    for (const auto& file : read) {
      for (int i = 0; i < file->catalogue.rules_size(); ++i) {
        OGI_RETURN_IF_ERROR(ReadRule(file->catalogue.rules(i), file->lines.At("rules", i)));
      }
    }
    OGI_RETURN_IF_ERROR(CheckRelated());
    if (entries_.size() > limits::kMaxRules) {
      return errors::DataFileInvalid(
          files[0].name, absl::StrCat("规则多于 ", limits::kMaxRules, " 条"),
          absl::StrCat("there are more than ", limits::kMaxRules, " rules"));
    }
    if (entries_.empty() || version_.empty()) {
      return errors::DataFileInvalid(files.empty() ? "" : files[0].name, "规则集没有规则或没有版本",
                                     "the catalogue has no rules, or no version");
    }
    return Finish();
  }

 private:
  struct File {
    catalogue::v1::RuleCatalogue catalogue;
    google::protobuf::TextFormat::ParseInfoTree tree;
    FileLines lines;
  };
  struct Entry {
    v1::Rule rule;
    std::shared_ptr<Compiled> compiled;
    FileLines lines;
  };

  absl::Status ReadVersion(const File& file) {
    if (file.catalogue.version().empty()) return absl::OkStatus();
    if (!version_.empty()) {
      return errors::DataFileInvalid(file.lines.Place("version"), "版本写了两次",
                                     "the version is given twice");
    }
    version_ = file.catalogue.version();
    return absl::OkStatus();
  }

  absl::Status ReadGroups(const File& file) {
    for (int i = 0; i < file.catalogue.groups_size(); ++i) {
      const catalogue::v1::RowGroup& group = file.catalogue.groups(i);
      const FileLines lines = file.lines.At("groups", i);
      for (int row = 0; row < group.rows_size(); ++row) {
        const bool found =
            std::any_of(TableRows().begin(), TableRows().end(), [&group, row](const RowInfo& info) {
              return info.table_name == group.table() && info.name == group.rows(row);
            });
        if (!found) {
          return errors::DataFileInvalid(lines.Place("rows", row), "格式里没有这一行",
                                         "the form has no such row");
        }
      }
      if (static_cast<size_t>(group.rows_size()) > TableRows().size()) {
        return errors::DataFileInvalid(lines.Place(), "行组的行比格式的行还多",
                                       "the group has more rows than the form");
      }
      if (group.rows().empty() || !groups_.emplace(group.name(), group).second) {
        return errors::DataFileInvalid(lines.Place(), "行组没有行，或写了两次",
                                       "the group has no rows, or is given twice");
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadRule(const v1::Rule& rule, const FileLines& lines) {
    if (!IsRuleId(rule.id())) {
      return errors::DataFileInvalid(lines.Place("id"), "规则号须如 E1、W4.received",
                                     "an id is like E1 or W4.received");
    }
    const auto [used, added] = ids_.emplace(rule.id(), lines.Place("id"));
    if (!added) {
      return errors::DataFileInvalid(
          lines.Place("id"),
          absl::StrCat("规则号 ", rule.id(), " 在 ", used->second, " 已经用过；请换一个"),
          absl::StrCat("the id ", rule.id(), " is used at ", used->second, " too; take another"));
    }
    OGI_RETURN_IF_ERROR(CheckTexts(rule, lines));
    OGI_RETURN_IF_ERROR(CheckYears(rule, lines));
    auto compiled = std::make_shared<Compiled>();
    const std::vector<absl::string_view>* fillings = &FillingsOfSums();
    if (rule.has_sums()) {
      OGI_RETURN_IF_ERROR(ReadSums(rule, lines.At("sums", 0), *compiled));
    } else if (rule.has_check()) {
      OGI_ASSIGN_OR_RETURN(const CheckKind* kind,
                           ReadCheck(rule.check(), lines.At("check", 0), *compiled));
      fillings = &kind->fillings;
    } else {
      return errors::DataFileInvalid(lines.Place(), "规则须有 sums 或 check",
                                     "the rule has neither sums nor a check");
    }
    if (!rule.levels().empty()) compiled->needs.push_back(v1::REGISTRY);
    OGI_RETURN_IF_ERROR(CheckFillings(rule.message(), lines.Place("message"), *fillings));
    OGI_RETURN_IF_ERROR(CheckFillings(rule.message_en(), lines.Place("message_en"), *fillings));
    entries_.push_back({rule, std::move(compiled), lines});
    return absl::OkStatus();
  }

  static absl::Status CheckTexts(const v1::Rule& rule, const FileLines& lines) {
    const google::protobuf::Reflection& reflection = *rule.GetReflection();
    for (const char* name : {"title", "title_en", "legal_basis", "message", "message_en",
                             "expected", "expected_en", "mend", "mend_en"}) {
      const auto* field = rule.GetDescriptor()->FindFieldByName(name);
      if (reflection.GetString(rule, field).empty()) {
        return errors::DataFileInvalid(
            lines.Place(), absl::StrCat("规则 ", rule.id(), " 没有 ", name, "，请补写"),
            absl::StrCat("rule ", rule.id(), " has no ", name, "; write it"));
      }
    }
    const bool severe = rule.severity() != v1::SEVERITY_UNSPECIFIED;
    if (severe && rule.category() != v1::Rule::CATEGORY_UNSPECIFIED) return absl::OkStatus();
    const absl::string_view missing = severe ? "category" : "severity";
    return errors::DataFileInvalid(
        lines.Place(), absl::StrCat("规则 ", rule.id(), " 没有 ", missing, "，请补写"),
        absl::StrCat("rule ", rule.id(), " has no ", missing, "; write it"));
  }

  // That some year has an edition the rule applies to.
  static absl::Status CheckYears(const v1::Rule& rule, const FileLines& lines) {
    const int first = std::max(rule.first_year(), 2019);
    const int last = rule.last_year() == 0 ? std::max(first, 2021) : rule.last_year();
    for (int year = first; year <= std::min(last, first + 2); ++year) {
      if (AppliesTo(rule, EditionOfYear(year))) return absl::OkStatus();
    }
    return errors::DataFileInvalid(
        lines.Place(), absl::StrCat("规则 ", rule.id(), " 的年度和格式没有交集"),
        absl::StrCat("rule ", rule.id(), " applies to no year of its editions"));
  }

  static bool AppliesTo(const v1::Rule& rule, v1::Edition edition) {
    return rule.editions().empty() || std::find(rule.editions().begin(), rule.editions().end(),
                                                edition) != rule.editions().end();
  }

  absl::Status ReadSums(const v1::Rule& rule, const FileLines& lines, Compiled& compiled) {
    for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
      if (!AppliesTo(rule, edition)) continue;
      if (edition == v1::EDITION_2019 && rule.first_year() > 2020) continue;
      if (edition == v1::EDITION_2021 && rule.last_year() != 0 && rule.last_year() < 2021) continue;
      OGI_ASSIGN_OR_RETURN(compiled.comparisons[edition == v1::EDITION_2019 ? 0 : 1],
                           Expand(rule.sums(), edition, groups_, lines));
      OGI_RETURN_IF_ERROR(
          CheckSize(compiled.comparisons[edition == v1::EDITION_2019 ? 0 : 1], lines));
    }
    for (const Source source : SourcesOf(rule.sums())) compiled.needs.push_back(NeedOf(source));
    return absl::OkStatus();
  }

  // What sums are written out to takes memory as long as the book is there.
  absl::Status CheckSize(const std::vector<Comparison>& comparisons, const FileLines& lines) {
    size_t terms = 0;
    for (const Comparison& comparison : comparisons) {
      for (const Side* side : {&comparison.left, &comparison.right}) {
        terms += side->terms.size() + side->of_another_edition.size();
      }
      terms += comparison.where_positive.size() + comparison.where_zero.size();
    }
    terms_ += terms;
    if (terms <= limits::kMaxTermsOfRule && terms_ <= limits::kMaxTermsOfBook) {
      return absl::OkStatus();
    }
    return errors::DataFileInvalid(lines.Place(), "这些式子展开后太多；请分开写，或少用 *",
                                   "these sums come to too many; part them, or use fewer *");
  }

  static absl::StatusOr<const CheckKind*> ReadCheck(const v1::Check& check, const FileLines& lines,
                                                    Compiled& compiled) {
    const auto kind =
        std::find_if(CheckKinds().begin(), CheckKinds().end(),
                     [&check](const CheckKind& each) { return each.name == check.name(); });
    if (kind == CheckKinds().end()) {
      return errors::DataFileInvalid(lines.Place("name"),
                                     absl::StrCat("没有叫 ", check.name(), " 的检查"),
                                     absl::StrCat("there is no check ", check.name()));
    }
    std::set<std::string> given;
    for (int i = 0; i < check.parameters_size(); ++i) {
      const std::string& name = check.parameters(i).name();
      const bool known = std::find(kind->parameters.begin(), kind->parameters.end(), name) !=
                         kind->parameters.end();
      if (!known || !given.insert(name).second) {
        return errors::DataFileInvalid(
            lines.Place("parameters", i), absl::StrCat("检查没有参数 ", name, "，或写了两次"),
            absl::StrCat("the check has no parameter ", name, ", or it is given twice"));
      }
    }
    OGI_ASSIGN_OR_RETURN(compiled.check, kind->make(CheckParameters(check, lines)));
    compiled.reads_text = kind->reads_text;
    compiled.needs.insert(compiled.needs.end(), kind->needs.begin(), kind->needs.end());
    return &*kind;
  }

  static absl::Status CheckFillings(absl::string_view text, const std::string& place,
                                    const std::vector<absl::string_view>& fillings) {
    if (absl::StrContains(text, "｛") || absl::StrContains(text, "｝")) {
      return errors::DataFileInvalid(place, "花括号须用半角 { }", "braces are { and }");
    }
    for (size_t open = text.find('{'); open != absl::string_view::npos; open = text.find('{')) {
      const size_t close = text.find('}', open);
      const absl::string_view name =
          text.substr(open + 1, close == absl::string_view::npos ? close : close - open - 1);
      if (close == absl::string_view::npos ||
          std::find(fillings.begin(), fillings.end(), name) == fillings.end()) {
        return errors::DataFileInvalid(
            place,
            absl::StrCat("没有可以填入的 {", name, "}；可以用 {", absl::StrJoin(fillings, "} {"),
                         "}"),
            absl::StrCat("there is nothing to fill in for {", name, "}; there are {",
                         absl::StrJoin(fillings, "} {"), "}"));
      }
      text.remove_prefix(close + 1);
    }
    return absl::OkStatus();
  }

  absl::Status CheckRelated() const {
    for (const Entry& entry : entries_) {
      for (int i = 0; i < entry.rule.related_size(); ++i) {
        if (ids_.contains(entry.rule.related(i))) continue;
        return errors::DataFileInvalid(entry.lines.Place("related", i),
                                       absl::StrCat("没有规则 ", entry.rule.related(i)),
                                       absl::StrCat("there is no rule ", entry.rule.related(i)));
      }
    }
    return absl::OkStatus();
  }

  RuleBook Finish() {
    // Ids of a letter by number: E2 before E10.
    const auto key = [](const v1::Rule& rule) {
      const absl::string_view id = rule.id();
      const size_t point = std::min(id.find('.'), id.size());
      return std::tuple(-static_cast<int>(rule.severity()), id[0], point, id);
    };
    std::sort(entries_.begin(), entries_.end(),
              [&key](const Entry& a, const Entry& b) { return key(a.rule) < key(b.rule); });
    RuleBook book;
    std::string bytes;
    for (Entry& entry : entries_) {
      const std::string each = Deterministic(entry.rule);
      absl::StrAppend(&bytes, each.size(), ":", each, "\n");
      entry.compiled->digest = Sha256(each);
      book.rules_.push_back(std::move(entry.rule));
      book.compiled_.push_back(std::move(entry.compiled));
    }
    for (const auto& [name, group] : groups_) absl::StrAppend(&bytes, Deterministic(group), "\n");
    book.rule_set_.set_version(version_);
    book.rule_set_.mutable_digest()->set_algorithm(v1::Digest::SHA256);
    book.rule_set_.mutable_digest()->set_value(Sha256(bytes));
    return book;
  }

  std::string version_;
  RowGroups groups_;
  size_t terms_ = 0;
  // Where each stands.
  std::map<std::string, std::string> ids_;
  std::vector<Entry> entries_;
};

absl::StatusOr<RuleBook> RuleBook::Read(const std::vector<EmbeddedFile>& files) {
  return Reader().Run(files);
}

}  // namespace ogi
