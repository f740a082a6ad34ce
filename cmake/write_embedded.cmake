# Writes the source file of ogi_embed.
set(entries "")
foreach(name IN LISTS FILES)
  file(READ ${FOLDER}/${name} text)
  string(APPEND entries "    {\"${name}\", R\"EMBEDDED(${text})EMBEDDED\"},\n")
endforeach()
file(WRITE ${OUT} "#include \"${HEADER}\"

const std::vector<ogi::EmbeddedFile>& ${FUNCTION}() {
  static const auto* const files = new std::vector<ogi::EmbeddedFile>{
${entries}  };
  return *files;
}
")
