// `--year`, of commands that read a document.
#ifndef OGI_CLIENTS_CLI_YEAR_OPTION_H_
#define OGI_CLIENTS_CLI_YEAR_OPTION_H_

#include "clients/cli/menu.h"
#include "common/limits.h"

namespace ogi::cli {

inline void AddDocumentYear(CLI::App& command, const Menu& menu, int& year) {
  command
      .add_option("--year", year,
                  menu.Words("报告年度，如 2023（默认按文件所写）",
                             "the year of the report, e.g. 2023 (default: as the document says)"))
      ->check(CLI::Range(limits::kFirstYear, 9999));
}

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_YEAR_OPTION_H_
