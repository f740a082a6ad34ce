// What document.h promises of every document.
#ifndef OGI_IMPORT_FORMATS_TESTING_PROMISES_H_
#define OGI_IMPORT_FORMATS_TESTING_PROMISES_H_

#include <string>

#include "import/document.h"

namespace ogi {

// The first promise that is broken; empty where all are kept.
std::string BrokenPromise(const Document& document);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_TESTING_PROMISES_H_
