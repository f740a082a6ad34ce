// Words for enum values, in both languages.
#ifndef OGI_CLIENTS_CLI_TEXT_LABELS_H_
#define OGI_CLIENTS_CLI_TEXT_LABELS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "clients/cli/text/language.h"
#include "google/protobuf/timestamp.pb.h"
#include "ogi/v1/agency.pb.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi::cli {

absl::string_view StateText(v1::State state, Language language);
absl::string_view OutcomeText(v1::Verdict::Outcome outcome, Language language);
absl::string_view SeverityText(v1::Severity severity, Language language);
absl::string_view ResultText(v1::Finding::Result result, Language language);
absl::string_view ScopeText(v1::Scope scope, Language language);
absl::string_view EditionText(v1::Edition edition, Language language);
absl::string_view NoteText(v1::CellNote::Kind kind, Language language);
absl::string_view LevelText(v1::Agency::Level level, Language language);

// An enum name in any case, or its Chinese word.
std::optional<v1::State> ParseState(absl::string_view text);
std::optional<v1::Agency::Level> ParseLevel(absl::string_view text);

// China Standard Time, e.g. `2021-01-19 10:30:00.123`; empty where it is not set.
std::string ChinaTimeText(const google::protobuf::Timestamp& time);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_LABELS_H_
