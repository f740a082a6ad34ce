// The supervision sheet as people read it.
#ifndef OGI_CLIENTS_CLI_TEXT_SHEET_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_SHEET_TEXT_H_

#include <string>
#include <utility>
#include <vector>

#include "clients/cli/text/language.h"
#include "ogi/v1/supervision_sheet.pb.h"
#include "ogi/v1/sweep.pb.h"

namespace ogi::cli {

// A table, a row a report, and the problems named in each year with what became of them.
std::string SheetText(const v1::SupervisionSheet& sheet, Language language);

// Of a region: a table, a row a year.
std::string RegionSheetText(const std::vector<std::pair<int, v1::SweepCounts>>& years,
                            Language language);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_SHEET_TEXT_H_
