// Finds the organ that a document names among those on record.
#ifndef OGI_CLIENTS_CLI_AGENCY_MATCH_H_
#define OGI_CLIENTS_CLI_AGENCY_MATCH_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/text/language.h"
#include "clients/cpp/client.h"

namespace ogi::cli {

struct AgencyMatch {
  // From sure to unknown.
  enum class Kind {
    // The only organ of this name, which is its name today.
    kOfficial,
    // The only one, under a former name or one in another language.
    kOtherName,
    kSeveral,
    kNone,
  };
  Kind kind = Kind::kNone;
  // As the document has it.
  std::string name;
  // `agencies/{agency}`, and its name today: one for the first two kinds.
  struct Candidate {
    std::string agency;
    std::string display_name;
  };
  std::vector<Candidate> candidates;

  // Empty unless there is just one.
  std::string agency() const { return candidates.size() == 1 ? candidates[0].agency : ""; }
};

absl::StatusOr<AgencyMatch> MatchAgency(client::Client& client, absl::string_view name);

// One line, in words: which organ, and how sure that is.
std::string AgencyMatchText(const AgencyMatch& match, Language language);

// The same of an organ that was given by its code, for a document that names `name`.
std::string GivenAgencyText(const v1::Agency& agency, absl::string_view name, Language language);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_AGENCY_MATCH_H_
