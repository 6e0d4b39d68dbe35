/** The program of one thread of extraction.ts. */

import { readBlob } from './extract.ts';
import { answerQuestions } from './extraction-thread.ts';

answerQuestions(readBlob);
