import { smoke } from '../smoke';

smoke(2);
