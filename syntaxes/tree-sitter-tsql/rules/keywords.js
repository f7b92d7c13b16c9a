// Every keyword of the grammar. A keyword's rule must stand before the word rule (identifier) in the rules object, or
// the generator stops treating all of them as keywords.

const listed = (text) => text.trim().split(/\s+/);

/** The documented reserved words that the grammar uses: none of them is ever an undelimited name. */
const reserved = listed(`
  ADD ALL ALTER AND ANY AS ASC AUTHORIZATION BACKUP BEGIN BETWEEN BREAK BULK BY CASCADE CASE CHECK CHECKPOINT CLOSE
  CLUSTERED COLLATE COLUMN COMMIT COMPUTE CONSTRAINT CONTINUE CREATE CROSS CURRENT CURRENT_USER CURSOR DATABASE DBCC
  DEALLOCATE DECLARE DEFAULT DELETE DENY DESC DISTINCT DROP ELSE END ESCAPE EXCEPT EXEC EXECUTE EXISTS EXTERNAL FETCH
  FILE FOR FOREIGN FROM FULL FUNCTION GOTO GRANT GROUP HAVING IF IN INDEX INNER INSERT INTERSECT INTO IS JOIN KEY KILL
  LEFT LIKE MERGE NOT NULL OF OFF ON OPEN OPENDATASOURCE OPENQUERY OPENROWSET OPENXML OPTION OR ORDER OUTER OVER PERCENT
  PIVOT PRIMARY PRINT PROC PROCEDURE PUBLIC RAISERROR READTEXT RECONFIGURE REFERENCES REPLICATION RESTORE RETURN REVERT
  REVOKE RIGHT ROLLBACK ROWCOUNT SAVE SCHEMA SELECT SET SETUSER SHUTDOWN SOME STATISTICS TABLE TABLESAMPLE THEN TO TOP
  TRAN TRANSACTION TRIGGER TRUNCATE UNION UNIQUE UNPIVOT UPDATE UPDATETEXT USE USER VALUES VIEW WAITFOR WHEN WHERE WHILE
  WITH WRITETEXT
`);

/** Words that are keywords where a rule expects them and names elsewhere. */
const contextual = listed(`
  ACTIVATION AFTER APPLICATION APPLY ASSEMBLY ASYMMETRIC AT ATOMIC BROWSE CALLED CALLER CATCH CERTIFICATE CHANGETABLE
  CHANGE_TRACKING_CONTEXT COLUMNSTORE CONFIGURATION CONTAINED CONTENT CONVERSATION COOKIE COUNTER CREDENTIAL CUBE
  DATA_SOURCE DIALOG DISABLE DOCUMENT ENABLE EVENT FEDERATION FIRST FOLLOWING GROUPING IDENTITY_INSERT IGNORE INSTEAD
  JSON LOG LOGIN MASTER MATCHED MATERIALIZED MEMBER MESSAGE NAME NATIVE_COMPILATION NEXT NO NONCLUSTERED NORESET
  NOTIFICATION NULLS OFFSET ONLY OUT OUTPUT OWNER PARTITION PASSWORD PATH PERIOD PRECEDING PRIVATE QUEUE RANGE RECEIVE
  RECOMPILE RESPECT RESULT RETURNS ROLE ROLLUP ROW ROWS SCHEMABINDING SCOPED SELECTIVE SELF SEND SEQUENCE SERVER
  SERVICE SETS SIGNATURE SOURCE SPATIAL SYMMETRIC SYNONYM TARGET THROW TIES TIME TRANSFER TRY TYPE UNBOUNDED USING
  VECTOR WINDOW WINDOWS WITHIN WITHOUT WORK XML XMLNAMESPACES ZONE
`);

/** The same, where only statements are meant that are not spelled out (generic.js). */
const ofOthers = listed('AVAILABILITY COPY FULLTEXT GET GOVERNOR LINENO MOVE REMOVE RENAME RESOURCE SPECIFICATION');

/** Words that a rule takes in the same place are one token. */
const together = {
  CURRENT_USER: 'current_user|session_user|system_user|current_timestamp|current_date|current_time',
};

const keywords = new Set([...reserved, ...contextual, ...ofOthers]);
const nameOf = (word) => `_kw_${word.toLowerCase()}`;

/** One hidden token for each keyword. */
const keywordRules = Object.fromEntries(
  [...keywords].map((word) => [nameOf(word), () => new RegExp(together[word] ?? word, 'i')]),
);

/** The reserved words as tokens. */
const reservedWords = ($) => reserved.map((word) => $[nameOf(word)]);

/** The `$` of a rule with the keywords in it: `$.SELECT` is shown in the tree as the anonymous node "SELECT". */
const withKeywords = ($) =>
  new Proxy($, {
    get(_, name) {
      if (!/^[A-Z]/.test(name)) return $[name];
      if (!keywords.has(name)) throw new Error(`not in the list of keywords: ${name}`);
      return alias($[nameOf(name)], name);
    },
  });

/** Rules that are written with keywords, as tree-sitter takes them. */
const readingKeywords = (rules) =>
  Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, ($) => rule(withKeywords($))]));

module.exports = { keywordRules, reservedWords, readingKeywords };
