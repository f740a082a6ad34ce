#include "clients/cli/agency_match.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

// Titles are set with spaces between characters.
std::string WithoutSpaces(absl::string_view name) {
  return absl::StrReplaceAll(name, {{" ", ""}, {"　", ""}});
}

}  // namespace

absl::StatusOr<AgencyMatch> MatchAgency(client::Client& client, absl::string_view name) {
  AgencyMatch match;
  match.name = WithoutSpaces(name);
  if (match.name.empty()) return match;
  v1::LookupAgencyRequest request;
  request.set_display_name(match.name);
  OGI_ASSIGN_OR_RETURN(const v1::LookupAgencyResponse response, client.LookupAgency(request));
  for (const v1::Agency& agency : response.agencies()) {
    match.candidates.push_back({agency.name(), agency.display_name()});
  }
  if (match.candidates.size() > 1) {
    match.kind = AgencyMatch::Kind::kSeveral;
  } else if (match.candidates.size() == 1) {
    match.kind = match.candidates[0].display_name == match.name ? AgencyMatch::Kind::kOfficial
                                                                : AgencyMatch::Kind::kOtherName;
  }
  return match;
}

std::string AgencyMatchText(const AgencyMatch& match, Language language) {
  if (match.name.empty()) {
    return std::string(Pick(language, "文件中没有读到机关名称，请用 --agency 指定机关代码。\n",
                            "The document names no organ; say which with --agency.\n"));
  }
  const std::string name = Printable(match.name);
  const auto candidate = [&](const AgencyMatch::Candidate& one) {
    return absl::StrCat(ShortName(one.agency), " ", Printable(one.display_name));
  };
  switch (match.kind) {
    case AgencyMatch::Kind::kOfficial:
      return absl::StrCat(
          Pick(language, "机关：", "Agency: "), candidate(match.candidates[0]),
          Pick(language, "（与登记的现用名称一致）\n", " (its name on record today)\n"));
    case AgencyMatch::Kind::kOtherName:
      return absl::StrCat(Pick(language, "机关：", "Agency: "), candidate(match.candidates[0]),
                          Pick(language, "（文件中的“", " (the document's “"), name,
                          Pick(language, "”是其曾用名或别名，请核对）\n",
                               "” is a former or another name of it; please check)\n"));
    case AgencyMatch::Kind::kSeveral: {
      std::string text =
          absl::StrCat(Pick(language, "机关：登记中有 ", "Agency: on record there are "),
                       match.candidates.size(), Pick(language, " 个“", " named “"), name,
                       Pick(language, "”，没有选定，请用 --agency 指定：\n",
                            "”; none was chosen, say which with --agency:\n"));
      for (const AgencyMatch::Candidate& one : match.candidates) {
        absl::StrAppend(&text, "  ", candidate(one), "\n");
      }
      return text;
    }
    default:
      return absl::StrCat(Pick(language, "机关：登记中没有“", "Agency: none on record is named “"),
                          name,
                          Pick(language, "”，请用 --agency 指定机关代码，或先登记。\n",
                               "”; say which with --agency, or put it on record first.\n"));
  }
}

std::string GivenAgencyText(const v1::Agency& agency, absl::string_view name, Language language) {
  std::string text = absl::StrCat(Pick(language, "机关：", "Agency: "), ShortName(agency.name()),
                                  " ", Printable(agency.display_name()));
  const std::string written = WithoutSpaces(name);
  if (written.empty()) {
    absl::StrAppend(&text, Pick(language, "（文件中没有读到机关名称，请核对）",
                                " (the document names no organ; please check)"));
  } else if (written != agency.display_name()) {
    absl::StrAppend(&text, Pick(language, "（文件中写的是“", " (the document says “"),
                    Printable(written), Pick(language, "”，请核对）", "”; please check)"));
  }
  return text + "\n";
}

}  // namespace ogi::cli
