// Seasons, rosters, extensions and lateness in words.
#ifndef OGI_CLIENTS_CLI_TEXT_SEASON_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_SEASON_TEXT_H_

#include <google/protobuf/repeated_field.h>

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/text/language.h"
#include "ogi/v1/season.pb.h"
#include "ogi/v1/timeliness.pb.h"

namespace ogi::cli {

// Lines: until when it was to be filed, and how late it was.
std::string TimelinessText(const v1::Timeliness& timeliness, Language language);

// Lines: the dates, a row a level, and how far the roster is.
std::string SeasonText(const v1::Season& season, Language language);
// A line.
std::string RosterText(const v1::Roster& roster, Language language);

// Lines: a row a record, in the order given.
std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::RosterEntry>& entries,
                        Language language);
std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::Extension>& extensions,
                        Language language);

absl::string_view GroundText(v1::Exemption::Ground ground, Language language);
// An enum name in any case, with hyphens or underscores, or its Chinese word.
std::optional<v1::Exemption::Ground> ParseGround(absl::string_view text);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_SEASON_TEXT_H_
